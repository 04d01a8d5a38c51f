// <live-search>: shows under the field what matches while somebody types.
// Without JavaScript the form inside leads to the page of results.
// Attributes: `src` gives the rows for ?q=, `log` takes what was asked, `topic` is the category one is in.
import { Typing } from "typing"

const REST = 150 // ms without a key before rows on the screen may change
const SETTLED = 1500 // ms of quiet after which a question counts as asked

class LiveSearch extends HTMLElement {
  #typing = null
  #shown = "" // what the rows on the screen answer
  #only = "" // the category the rows are narrowed to
  #lastKey = 0
  #request = null
  #settling = 0

  connectedCallback() {
    this.form = this.querySelector("form")
    this.input = this.querySelector("input[type=search]")
    this.status = this.querySelector("[role=status]")
    this.panel = this.appendChild(document.createElement("div"))
    this.panel.className = "results"
    this.panel.id = `${this.input.id}-results`
    this.panel.hidden = true
    this.#typing = new Typing(this.getAttribute("log"), this.#place)
    this.#becomeCombobox()
    this.input.addEventListener("input", () => this.#onInput())
    this.input.addEventListener("keydown", (event) => this.#onKey(event))
    this.input.addEventListener("focus", () => this.#reopen())
    this.form.addEventListener("submit", (event) => this.#onSubmit(event))
    this.panel.addEventListener("click", (event) => this.#onClick(event))
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.#close())
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave(event))
    this.panel.addEventListener("mousedown", (event) => event.preventDefault()) // the field keeps the focus
  }

  #becomeCombobox() {
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${this.input.id}-list`,
    }))
      this.input.setAttribute(name, value)
  }

  #onInput() {
    this.#lastKey = performance.now()
    this.#only = ""
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#note(), SETTLED)
    this.#ask()
  }

  // Fetch the rows for what the field says now; an older request that is still under way is dropped.
  async #ask() {
    const question = this.input.value.trim()
    this.#request?.abort()
    if (!question) return this.#close()
    const { signal } = (this.#request = new AbortController())
    const address = new URL(this.getAttribute("src"), location.href)
    address.search = new URLSearchParams({ q: question, from: this.#place, topic: this.#only })
    try {
      const response = await fetch(address, { signal })
      if (!response.ok) throw new Error(response.statusText)
      const rows = await response.text()
      await this.#rest(signal)
      this.#show(question, rows)
    } catch (error) {
      if (error.name !== "AbortError") this.#show(question, this.querySelector("template").innerHTML)
    }
  }

  // Rows never jump while somebody types: the first come at once, better ones wait for a pause.
  async #rest(signal) {
    const left = this.panel.hidden ? 0 : REST - (performance.now() - this.#lastKey)
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    signal.throwIfAborted()
  }

  #show(question, rows) {
    const focused = this.panel.contains(document.activeElement) && document.activeElement.dataset.topic
    this.panel.innerHTML = rows
    this.#shown = question
    this.#point(null)
    this.#open()
    if (focused !== false) this.panel.querySelector(`[data-topic="${CSS.escape(focused)}"]`)?.focus()
    this.status.textContent = this.panel.querySelector("[data-summary]")?.dataset.summary ?? ""
  }

  #open() {
    this.panel.hidden = false
    this.input.setAttribute("aria-expanded", "true")
  }

  #reopen() {
    if (this.#shown && this.#shown === this.input.value.trim()) this.#open()
  }

  #close() {
    this.#request?.abort()
    this.panel.hidden = true
    this.#point(null)
    this.input.setAttribute("aria-expanded", "false")
  }

  // Escape closes the rows first; a browser of its own accord would empty the field.
  #leave(event) {
    if (this.panel.hidden) return
    event.preventDefault()
    this.input.focus()
    this.#close()
  }

  // The category one is in; what stands there is a little nearer.
  get #place() {
    return this.getAttribute("topic") ?? ""
  }

  get #rows() {
    return this.panel.hidden ? [] : [...this.panel.querySelectorAll("[role=option]")]
  }

  get #pointed() {
    return this.panel.querySelector("[aria-selected=true]")
  }

  #point(row) {
    this.#pointed?.setAttribute("aria-selected", "false")
    row?.setAttribute("aria-selected", "true")
    row?.scrollIntoView({ block: "nearest" })
    if (row) this.input.setAttribute("aria-activedescendant", row.id)
    else this.input.removeAttribute("aria-activedescendant")
  }

  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      this.#step(step)
    } else if (event.key === "Enter" && this.#pointed) {
      event.preventDefault()
      this.#pointed.click()
    }
  }

  // Down from the field to the first row, from the last back to the field, and the same upwards.
  #step(by) {
    if (this.panel.hidden) return this.#reopen()
    const stops = [null, ...this.#rows]
    this.#point(stops[(stops.indexOf(this.#pointed) + by + stops.length) % stops.length])
  }

  // The page of results notes the question itself; it only needs to know which typing it ends.
  #onSubmit(event) {
    clearTimeout(this.#settling)
    if (!this.input.value.trim()) return event.preventDefault()
    const typing = this.form.elements.typing
    typing.disabled = false
    typing.value = this.#typing.idOf(this.input.value.trim())
  }

  #onClick(event) {
    const chip = event.target.closest("[data-topic]")
    if (chip) {
      this.#only = chip.dataset.topic
      return this.#ask()
    }
    const guess = event.target.closest("[data-guess]")
    if (guess && !opensElsewhere(event)) {
      event.preventDefault()
      return this.#become(guess.dataset.guess)
    }
    const row = event.target.closest("[data-article]")
    if (row) this.#note(row.dataset.article)
  }

  // What was typed becomes a whole question and is asked; to the log it is the same typing, finished.
  #become(question) {
    this.#typing.become(question)
    this.input.value = question
    this.form.requestSubmit()
  }

  // Leave word of what was asked, and of what was opened from it.
  #note(article = "") {
    clearTimeout(this.#settling)
    this.#typing.note(this.input.value.trim(), article)
  }
}

function opensElsewhere(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey
}

customElements.define("live-search", LiveSearch)
