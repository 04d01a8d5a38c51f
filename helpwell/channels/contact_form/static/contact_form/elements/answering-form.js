// <answering-form>: shows answers beside the message while it is written, keeps the draft, and sends in place.
// Without JavaScript the same form walks the same steps by itself.
// Attributes: `answers` gives the part for a message, `log` takes what was asked and read, `draft` names the draft.
import { Draft } from "draft"
import { OfferedAnswers } from "offered-answers"

class AnsweringForm extends HTMLElement {
  #answers = new OfferedAnswers(this)

  connectedCallback() {
    this.draft = new Draft(this.getAttribute("draft"))
    this.addEventListener("input", (event) => this.#onInput(event))
    this.addEventListener("click", (event) => this.#onClick(event))
    this.addEventListener("submit", (event) => this.#onSubmit(event))
    this.#settleIn()
    this.#restore()
  }

  get form() {
    return this.querySelector("form")
  }

  get message() {
    return this.form.elements.message
  }

  get step() {
    return this.querySelector("[name=go][value=send][data-step]").hidden ? 1 : 2
  }

  // After the page or a new form has come in.
  #settleIn() {
    this.form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""
    this.#answers.settleIn()
    this.#showFields()
    this.querySelector("[aria-invalid=true], [data-focus]")?.focus()
  }

  #onInput({ target }) {
    if (target.type === "file" || target.name === "website") return
    this.#keep()
    if (target.name === "topic") this.#showFields()
    if (target === this.message) this.#answers.heed()
  }

  #onClick(event) {
    const offer = event.target.closest("summary")?.parentElement
    if (offer) this.#answers.press(event, offer)
    const button = event.target.closest("[name=go][value=next]")
    if (!button || !this.message.value.trim()) return
    event.preventDefault()
    this.#answers.note()
    this.#toStepTwo()
  }

  #toStepTwo() {
    for (const part of this.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== "2"
    for (const button of this.querySelectorAll("[data-anyway], [data-default]")) button.value = "send"
    this.#answers.fold()
    this.#keep()
    this.form.elements.name.focus()
  }

  #showFields() {
    const topic = this.form.elements.topic?.value ?? ""
    for (const field of this.querySelectorAll("[data-topics]")) {
      const topics = field.dataset.topics.split(" ").filter(Boolean)
      field.hidden = topics.length > 0 && !topics.includes(topic)
    }
  }

  async #onSubmit(event) {
    event.preventDefault()
    const { submitter } = event
    if (submitter?.ariaBusy === "true") return
    if (submitter) submitter.ariaBusy = "true"
    try {
      const response = await fetch(this.form.action, { method: "POST", body: new FormData(this.form, submitter) })
      if (response.redirected && response.ok) return location.assign(response.url)
      this.#takeOver(await response.text())
    } catch {
      this.#sayItFailed(submitter)
    }
  }

  // The form comes back with what is to be mended; chosen files stay chosen.
  #takeOver(page) {
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("answering-form form")
    if (!fresh) throw new Error("no form came back")
    const files = this.form.elements.attachments
    const empty = fresh.querySelector("[name=attachments]")
    if (files.files.length && !empty.hasAttribute("aria-invalid")) empty.replaceWith(files)
    this.form.replaceWith(fresh)
    this.#settleIn()
    this.#keep()
    if (!this.contains(document.activeElement)) this.querySelector("[role=alert]")?.scrollIntoView({ block: "center" })
  }

  #sayItFailed(submitter) {
    if (submitter) submitter.ariaBusy = null
    this.querySelector("[data-failed]")?.remove()
    const notice = this.querySelector("template").content.firstElementChild.cloneNode(true)
    notice.dataset.failed = ""
    notice.setAttribute("role", "alert")
    this.form.lastElementChild.prepend(notice)
  }

  #keep() {
    const values = Object.fromEntries([...new FormData(this.form)].filter(([, value]) => typeof value === "string"))
    delete values.go
    delete values.website
    this.draft.keep({ ...values, step: this.step })
  }

  // A reload, or coming back: everything as it was. A message that came with the address wins over an older draft.
  #restore() {
    const { step, ...values } = this.draft.read()
    if (this.message.value || !values.message) return
    for (const [name, value] of Object.entries(values)) {
      const field = this.form.elements[name]
      if (field && "value" in field) field.value = value
    }
    this.#showFields()
    if (step === 2) this.#toStepTwo()
    this.#answers.askSoon()
  }
}

customElements.define("answering-form", AnsweringForm)
