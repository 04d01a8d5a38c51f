// Answers while somebody types: one request on its way at a time, and the newest words win.

import { h, icon, marked } from "./dom.js"
import { newId } from "./kept.js"

const REST = 150 // ms of quiet before the list may change under the pointer
const SETTLED = 1_500 // ms of quiet after which she means what she wrote
const LEAST = 3 // letters

export class Answers {
  #typed = ""
  #asked = ""
  #isAsking = false
  #timer
  #settling

  constructor(panel) {
    const { texts } = panel.welcome
    this.panel = panel
    this.texts = texts
    this.element = h("div.answers", { hidden: true, role: "region", "aria-label": texts.answers })
    this.status = h("p.hidden", { role: "status" })
  }

  type(text) {
    this.#typed = text.trim()
    clearTimeout(this.#timer)
    clearTimeout(this.#settling)
    if (this.#typed.length < LEAST) return this.clear()
    this.#timer = setTimeout(() => this.#look(), REST)
    this.#settling = setTimeout(() => this.panel.note(this.asked), SETTLED)
  }

  // What she asks, as the log of questions knows it.
  get asked() {
    return { typing: (this.panel.typing ??= newId()), text: this.#typed }
  }

  // She sends it: the message has the id of its typing, and what she types next is another question.
  take() {
    const { typing } = this.asked
    this.panel.typing = undefined
    this.clear()
    return typing
  }

  clear() {
    clearTimeout(this.#timer)
    clearTimeout(this.#settling)
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
    const rows = await this.panel.answers(asked).catch(() => [])
    this.#isAsking = false
    if (!this.#typed) return
    this.#show(rows)
    this.#look() // she went on typing meanwhile
  }

  // Where rows would stand: that there are none. It stays until she types anew, and what she asked counts.
  say(text) {
    this.panel.note(this.asked)
    this.take()
    this.#fill(text, [])
    this.status.textContent = text
  }

  #fill(title, rows) {
    this.element.replaceChildren(h("p.answers__title", {}, title), ...rows)
    this.element.hidden = false
  }

  #show(rows) {
    this.#fill(this.texts["we know"], rows.map((row, index) => this.#row(row, index)))
    this.element.hidden = !rows.length
    this.status.textContent = rows.length ? this.texts.answersFound.replace("{count}", rows.length) : ""
  }

  #row(row, index) {
    const text = index ? "" : h("span.row__more", {}, marked(row.text, row.matched))
    const title = h("span.row__text", { lang: row.language }, marked(row.title, row.matched), text)
    return h("button.row", { onclick: () => this.panel.read(row.article, this.asked) }, title, icon("next"))
  }
}
