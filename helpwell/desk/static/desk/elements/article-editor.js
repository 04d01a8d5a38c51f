// <article-editor>: keeps the draft while somebody writes, and lets nothing leave the page before it is kept.
// Without JavaScript the form inside saves by its buttons.
// Attributes: `data-draft` takes the words; data-saving, -saved, -changed, -away, -signed-out are what it says.

import { dateFormat } from "date-format"

const PAUSE = 1200 // ms without a key before the draft is sent
const LONGEST = 6000 // ms after which it is sent although somebody still types
const FIRST_WAIT = 2000 // ms before another try when the server is away
const LAST_WAIT = 30000

class ArticleEditor extends HTMLElement {
  #dirtySince = 0 // when the first unsaved key came; 0: all is kept
  #timer = 0
  #wait = FIRST_WAIT
  #saving = null
  #isContested = false
  #isLeaving = false

  connectedCallback() {
    this.form = this.querySelector("form#text")
    this.state = this.querySelector("[data-state]")
    this.error = this.querySelector("[data-text-error]")
    this.publish = this.querySelector("[data-publishes]")
    this.publish.disabled = "nothing" in this.publish.dataset
    this.form.addEventListener("input", () => this.#changed())
    this.form.elements.title.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault())
    this.form.addEventListener("submit", () => (this.#isLeaving = true))
    this.addEventListener("click", (event) => this.#onClick(event), true)
    this.addEventListener("submit", () => (this.#isLeaving = true))
    addEventListener("beforeunload", this.#beforeUnload)
    addEventListener("online", this.#online)
    this.querySelector("dialog[data-open]")?.showModal()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    removeEventListener("beforeunload", this.#beforeUnload)
    removeEventListener("online", this.#online)
  }

  #beforeUnload = (event) => {
    if (this.#dirtySince && !this.#isLeaving) event.preventDefault()
  }

  #online = () => this.#dirtySince && this.save()

  #changed() {
    this.#dirtySince ||= Date.now()
    this.publish.disabled = false
    if (this.#isContested) return
    this.#say(this.dataset.changed)
    this.#later(Math.min(PAUSE, Math.max(0, this.#dirtySince + LONGEST - Date.now())))
  }

  #later(ms) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.save(), ms)
  }

  // Sends the words as they are now; true once all of them are kept. One request at a time.
  async save() {
    clearTimeout(this.#timer)
    while (this.#saving) await this.#saving
    if (!this.#dirtySince) return true
    this.#saving = this.#send()
    const kept = await this.#saving
    this.#saving = null
    return kept && !this.#dirtySince
  }

  async #send() {
    const since = this.#dirtySince
    this.#dirtySince = 0
    this.#say(this.dataset.saving)
    this.#takeToken()
    try {
      const response = await fetch(this.dataset.draft, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json" },
      })
      return await this.#took(response, since)
    } catch {
      return this.#notKept(since, this.dataset.away)
    }
  }

  // Signing in again in another tab brings a new token; the cookie has the one that counts.
  #takeToken() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="))
    if (cookie) this.form.elements.csrfmiddlewaretoken.value = cookie.slice("csrftoken=".length)
  }

  async #took(response, since) {
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json")
    if (!isOurs) {
      const signedOut = response.redirected || response.status === 403
      return this.#notKept(since, signedOut ? this.dataset.signedOut : this.dataset.away)
    }
    const answer = await response.json()
    if (response.status === 409) return this.#contested(since, answer.conflict)
    if (response.status === 422) return this.#refused(since, answer.errors)
    if (!response.ok) return this.#notKept(since, this.dataset.away)
    this.#kept(answer)
    return true
  }

  #kept({ version, base, findings }) {
    this.form.elements.version.value = version
    this.form.elements.base.value = base
    this.#wait = FIRST_WAIT
    this.#complain("")
    this.querySelector("#findings").innerHTML = findings
    const time = dateFormat(this, { timeStyle: "short" }).format(new Date())
    if (!this.#dirtySince) this.#say(this.dataset.saved.replace("{time}", time))
  }

  #notKept(since, words) {
    this.#dirtySince = since
    this.#say(words, "bad")
    this.#later(this.#wait)
    this.#wait = Math.min(LAST_WAIT, this.#wait * 2)
    return false
  }

  // What is wrong has to be mended by hand; the next key tries again.
  #refused(since, errors) {
    this.#dirtySince = since
    this.#say(this.dataset.changed, "bad")
    this.#complain(errors.join(" "))
    return false
  }

  #contested(since, words) {
    this.#dirtySince = since
    this.#isContested = true
    this.#say(this.dataset.changed, "bad")
    const place = this.querySelector("#conflict")
    place.innerHTML = words
    place.scrollIntoView({ block: "nearest" })
    return false
  }

  #complain(words) {
    this.error.hidden = !words
    this.error.querySelector("span").textContent = words
  }

  #say(words, kind = "") {
    this.state.textContent = words
    this.state.dataset.kind = kind
  }

  #onClick(event) {
    const pressed = event.target.closest("button, a")
    if (!pressed) return
    if (pressed.dataset.opens) this.#openDialog(pressed)
    if ("closes" in pressed.dataset) pressed.closest("dialog").close()
    if ("forgets" in pressed.dataset || "settles" in pressed.dataset) this.#isLeaving = true
    if ("afterSave" in pressed.dataset && this.#dirtySince) this.#saveFirst(event, pressed)
  }

  async #saveFirst(event, pressed) {
    event.preventDefault()
    event.stopPropagation()
    pressed.setAttribute("aria-busy", "true")
    const kept = await this.save()
    pressed.removeAttribute("aria-busy")
    if (kept) pressed.click()
  }

  #openDialog(button) {
    button.closest("details")?.removeAttribute("open")
    this.querySelector(`dialog#${button.dataset.opens}`).showModal()
  }
}

customElements.define("article-editor", ArticleEditor)
