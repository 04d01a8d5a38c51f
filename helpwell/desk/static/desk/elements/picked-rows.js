// <picked-rows>: shows what can be done to the rows that are ticked, and sends it for all of them at once.

class PickedRows extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.count = this.querySelector(".picked__count")
    this.list = this.closest(".desk__list")
    this.list.addEventListener("change", (event) => event.target.name === "pick" && this.#show())
    this.list.addEventListener("htmx:oobAfterSwap", () => this.#show())
    this.addEventListener("click", (event) => this.#onClick(event))
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && this.#unpick())
  }

  get #picked() {
    return [...this.list.querySelectorAll("input[name=pick]:checked")]
  }

  #show() {
    const count = this.#picked.length
    this.form.hidden = count === 0
    this.count.textContent = this.count.dataset.word.replace("{count}", count)
  }

  #onClick(event) {
    if (event.target.closest("[data-unpick]")) return this.#unpick()
    const deed = event.target.closest("[data-value]")
    if (deed) this.form.elements[deed.value].value = deed.dataset.value
  }

  #unpick() {
    for (const box of this.#picked) box.checked = false
    for (const menu of this.querySelectorAll("details[open]")) menu.open = false
    this.form.reset()
    this.#show()
  }
}

customElements.define("picked-rows", PickedRows)
