// <answering-form>: shows answers beside the message while it is written, keeps the draft, and sends in place.
// Without JavaScript the same form walks the same steps by itself.
// Attributes: `answers` gives the part for a message, `log` takes what was asked and read, `draft` names the draft.
import { Draft } from "draft"

const QUIET = 60 // ms without a key before asking
const REST = 110 // ms without a key before answers on the screen may change
const SETTLED = 1500 // ms of quiet after which a question counts as asked
const READ = 3000 // ms more after which an answer that stands open in front of her counts as read
const TAP = 400 // ms in which a finger that was on its way presses what has opened under it
const LEAST = 3 // letters that can have an answer
const WIDE = "(width >= 60rem)" // from here on answers stand beside the message

class AnsweringForm extends HTMLElement {
  #asking = false // never more than one request under way
  #asked = "" // the message that the answers on the screen belong to
  #isReading = false // an answer that she has opened since her last key
  #lastKey = 0
  #shownAt = -TAP // when the answers on the screen came
  #timers = {}

  connectedCallback() {
    this.draft = new Draft(this.getAttribute("draft"))
    this.addEventListener("input", (event) => this.#onInput(event))
    this.addEventListener("click", (event) => this.#onClick(event))
    this.addEventListener("submit", (event) => this.#onSubmit(event))
    this.#restore()
    this.#settleIn()
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
    this.#asked = this.message.value.trim()
    this.form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""
    this.#fold()
    this.#showFields()
    this.querySelector("[aria-invalid=true], [data-focus]")?.focus()
  }

  #onInput({ target }) {
    if (target.type === "file" || target.name === "website") return
    this.#keep()
    if (target.name === "topic") this.#showFields()
    if (target !== this.message) return
    this.#lastKey = performance.now()
    this.#isReading = false
    clearTimeout(this.#timers.ask)
    clearTimeout(this.#timers.settle)
    clearTimeout(this.#timers.read)
    this.#timers.ask = setTimeout(() => this.#ask(), QUIET)
    this.#timers.settle = setTimeout(() => this.#onSettled(), SETTLED)
  }

  // Fetch answers to what the message says now; what is typed meanwhile is asked afterwards.
  async #ask() {
    const message = this.message.value.trim()
    if (this.#asking || message === this.#asked) return
    this.#asking = true
    try {
      const body = new URLSearchParams({ message, step: this.step })
      const response = await fetch(this.getAttribute("answers"), { method: "POST", body })
      if (response.ok) await this.#show(message, await response.text())
    } catch {
      this.#asked = message // answers are a kindness: writing and sending go on without them
    } finally {
      this.#asking = false
    }
    if (this.message.value.trim() !== message) this.#ask()
  }

  // Nothing changes under somebody who types or reads: only in a pause, and only when the answers are others.
  async #show(message, part) {
    const left = REST - (performance.now() - this.#lastKey)
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    if (performance.now() - this.#lastKey < REST - 5 || this.#isReading) return
    this.#asked = message
    const place = this.querySelector("[data-offers]")
    const fresh = document.createElement("div")
    fresh.innerHTML = part
    if (this.#keyIn(fresh) === this.#keyIn(place) && !this.#hasBecomeSure(fresh, place)) return
    place.replaceChildren(...fresh.childNodes)
    this.#shownAt = performance.now()
    this.#fold()
    this.querySelector("aside [role=status]").textContent = place.querySelector("[data-summary]")?.dataset.summary ?? ""
  }

  #keyIn(place) {
    return place.querySelector("[data-key]")?.dataset.key
  }

  // The same answers, but the first is likely what she needs by now: it opens, unless she reads one of them.
  #hasBecomeSure(fresh, place) {
    return !!fresh.querySelector("[data-sure=true]") && !place.querySelector("[data-sure=true], details[open]")
  }

  // Whoever has gone on to name and e-mail finds them close to her message, also where answers stand between.
  #fold() {
    if (this.step === 1 || matchMedia(WIDE).matches) return
    for (const offer of this.querySelectorAll("details[open]")) offer.open = false
  }

  #onSettled() {
    this.#note()
    this.#timers.read = setTimeout(() => this.#noteInFront(), READ)
  }

  // The first answer may stand open by itself: nobody has to open it to read it.
  #noteInFront() {
    const offer = this.querySelector("[data-offers] details[open]")
    if (offer && !document.hidden && isInWindow(offer.querySelector(".offer__text"))) this.#note(offer.dataset.article)
  }

  // Leave word of what was asked, and of an answer that was opened or read.
  #note(read = "") {
    clearTimeout(this.#timers.settle)
    const message = this.message.value.trim()
    if (message.length < LEAST) return
    const word = new URLSearchParams({ message, stamp: this.form.elements.stamp.value, read })
    navigator.sendBeacon(this.getAttribute("log"), word)
  }

  #onClick(event) {
    const offer = event.target.closest("summary")?.parentElement
    if (offer) this.#onOffer(event, offer)
    const button = event.target.closest("[name=go][value=next]")
    if (!button || !this.message.value.trim()) return
    event.preventDefault()
    this.#note()
    this.#toStepTwo()
  }

  // Before the browser opens or closes it. What has just opened by itself was not meant to be closed.
  #onOffer(event, { open, dataset: { article } }) {
    if (open && performance.now() - this.#shownAt < TAP) return event.preventDefault()
    this.#isReading = !open
    if (!open) this.#note(article)
  }

  #toStepTwo() {
    for (const part of this.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== "2"
    for (const button of this.querySelectorAll("[data-anyway], [data-default]")) button.value = "send"
    this.#fold()
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
    if (step === 2) this.#toStepTwo()
    this.#timers.ask = setTimeout(() => this.#ask(), 0)
  }
}

function isInWindow(part) {
  const { top, bottom } = part.getBoundingClientRect()
  return bottom > 0 && top < visualViewport.height
}

customElements.define("answering-form", AnsweringForm)
