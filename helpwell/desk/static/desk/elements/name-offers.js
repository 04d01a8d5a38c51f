// <name-offers>: while somebody types an @ in a private note, offers her colleagues' names.
// The names stand in a <datalist> inside; arrows choose, Enter or Tab takes one.

const BEGUN = /(?:^|\s)@([^\n@]{0,30})$/u // an @ and what is typed of a name, right before the cursor
const MOST = 6

class NameOffers extends HTMLElement {
  connectedCallback() {
    this.names = [...this.querySelectorAll("option")].map((option) => option.value)
    this.composer = this.closest("desk-composer")
    this.words = this.composer.querySelector("textarea")
    this.list = this.appendChild(document.createElement("ul"))
    this.list.className = "menu name-offers"
    this.list.setAttribute("role", "listbox")
    this.list.id = "name-offers"
    this.list.hidden = true
    this.words.addEventListener("input", () => this.#offer())
    this.words.addEventListener("keydown", (event) => this.#onKey(event), { capture: true })
    this.words.addEventListener("blur", () => this.#close())
    this.list.addEventListener("mousedown", (event) => this.#onPress(event))
  }

  get #begun() {
    if (this.composer.kind !== "note") return null
    return BEGUN.exec(this.words.value.slice(0, this.words.selectionStart))?.[1] ?? null
  }

  get #chosen() {
    return this.list.querySelector("[aria-selected=true]")
  }

  #offer() {
    const begun = this.#begun?.toLowerCase()
    const fitting = begun === undefined ? [] : this.names.filter((name) => name.toLowerCase().startsWith(begun))
    this.list.replaceChildren(...fitting.slice(0, MOST).map(line))
    this.list.hidden = fitting.length === 0
    this.#point(this.list.firstElementChild)
  }

  #point(row) {
    this.#chosen?.setAttribute("aria-selected", "false")
    row?.setAttribute("aria-selected", "true")
    if (row) this.words.setAttribute("aria-activedescendant", row.id)
    else this.words.removeAttribute("aria-activedescendant")
  }

  #onKey(event) {
    if (this.list.hidden) return
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key]
    if (step) this.#point(this.#chosen?.[step] ?? this.#chosen)
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") this.#take(this.#chosen)
    else if (event.key === "Escape") this.#close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #onPress(event) {
    event.preventDefault() // the field keeps the focus
    this.#take(event.target.closest("[role=option]"))
  }

  #take(row) {
    if (!row) return
    const end = this.words.selectionStart
    this.words.setRangeText(`${row.textContent} `, end - this.#begun.length, end, "end")
    this.#close()
    this.words.dispatchEvent(new Event("input", { bubbles: true }))
  }

  #close() {
    this.list.hidden = true
    this.#point(null)
  }
}

function line(name, number) {
  const row = document.createElement("li")
  row.className = "menu__item"
  row.setAttribute("role", "option")
  row.id = `name-offer-${number}`
  row.textContent = name
  return row
}

customElements.define("name-offers", NameOffers)
