// <picked-rows>: shows what can be done to the rows that are ticked, and sends it for all of them at once.
// The boxes stand where the pointer or the focus is; the button `data-picking` shows them all, as fingers need it.

class PickedRows extends HTMLElement {
  #last = null // the box ticked last: with Shift all up to the next one go along

  connectedCallback() {
    this.form = this.querySelector("form")
    this.count = this.querySelector(".picked__count")
    this.list = this.closest(".desk__list")
    this.switch = this.list.querySelector("[data-picking]")
    this.list.addEventListener("change", (event) => event.target.name === "pick" && this.#show())
    this.list.addEventListener("click", (event) => event.target.name === "pick" && this.#reach(event))
    this.list.addEventListener("htmx:oobAfterSwap", () => this.#show())
    this.switch.addEventListener("click", () => (this.#isPicking ? this.#unpick() : this.#show(true)))
    this.addEventListener("click", (event) => this.#onClick(event))
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && this.#unpick())
  }

  get #isPicking() {
    return this.switch.getAttribute("aria-pressed") === "true"
  }

  get #boxes() {
    return [...this.list.querySelectorAll("input[name=pick]")]
  }

  get #picked() {
    return this.#boxes.filter((box) => box.checked)
  }

  #show(isPicking = this.#isPicking) {
    const most = Number(this.dataset.most)
    for (const box of this.#picked.slice(most)) box.checked = false
    const count = this.#picked.length
    this.switch.setAttribute("aria-pressed", String(isPicking))
    this.form.hidden = count === 0 && !isPicking
    this.count.textContent = this.count.dataset[count < most ? "word" : "full"].replace("{count}", count)
    this.querySelector(".picked__deeds").inert = count === 0
  }

  #reach({ target, shiftKey }) {
    const [from, to] = [this.#boxes.indexOf(this.#last), this.#boxes.indexOf(target)].sort((a, b) => a - b)
    if (shiftKey && from >= 0) for (const box of this.#boxes.slice(from, to)) box.checked = target.checked
    this.#last = target
  }

  #onClick(event) {
    if (event.target.closest("[data-unpick]")) return this.#unpick()
    if (event.target.closest("[data-pick-all]")) return this.#pickAll()
    const deed = event.target.closest("[data-value]")
    if (deed) this.form.elements[deed.value].value = deed.dataset.value
  }

  #pickAll() {
    for (const box of this.#boxes) box.checked = true
    this.#show()
  }

  #unpick() {
    for (const box of this.#picked) box.checked = false
    for (const menu of this.querySelectorAll("details[open]")) menu.open = false
    this.form.reset()
    this.#show(false)
  }
}

customElements.define("picked-rows", PickedRows)
