// Answers while somebody types: one request on its way at a time, and the newest words win.

import { h, icon, marked } from "./dom.js"

const REST = 150 // ms of quiet before the list may change under the pointer
const LEAST = 3 // letters

export class Answers {
  #typed = ""
  #asked = ""
  #isAsking = false
  #timer

  // `open(article)` is called with what was chosen.
  constructor(ask, texts, open) {
    this.ask = ask
    this.texts = texts
    this.open = open
    this.element = h("div.answers", { hidden: true, role: "region", "aria-label": texts.answers })
    this.status = h("p.hidden", { role: "status" })
  }

  type(text) {
    this.#typed = text.trim()
    clearTimeout(this.#timer)
    if (this.#typed.length < LEAST) return this.clear()
    this.#timer = setTimeout(() => this.#look(), REST)
  }

  clear() {
    clearTimeout(this.#timer)
    this.#typed = this.#asked = ""
    this.element.hidden = true
    this.element.replaceChildren()
    this.status.textContent = ""
  }

  get isShown() {
    return !this.element.hidden
  }

  async #look() {
    if (this.#isAsking || this.#typed === this.#asked) return
    this.#isAsking = true
    const asked = (this.#asked = this.#typed)
    const rows = await this.ask(asked).catch(() => [])
    this.#isAsking = false
    if (!this.#typed) return
    this.#show(rows)
    this.#look() // she went on typing meanwhile
  }

  #show(rows) {
    this.element.replaceChildren(h("p.answers__title", {}, this.texts["we know"]), ...rows.map((row, index) => this.#row(row, index)))
    this.element.hidden = !rows.length
    this.status.textContent = rows.length ? this.texts.answersFound.replace("{count}", rows.length) : ""
  }

  #row(row, index) {
    const text = index ? "" : h("span.row__more", {}, marked(row.text, row.matched))
    const title = h("span.row__text", { lang: row.language }, marked(row.title, row.matched), text)
    return h("button.row", { type: "button", onclick: () => this.open(row.article) }, title, icon("next"))
  }
}
