// <select-all>: the box inside ticks and clears all the others of its form.

class SelectAll extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input")
    this.form = this.closest("form")
    this.box.addEventListener("change", () => this.#others.forEach((other) => (other.checked = this.box.checked)))
    this.form.addEventListener("change", () => this.#follow())
  }

  get #others() {
    return [...this.form.querySelectorAll("input[type=checkbox]")].filter((box) => box !== this.box)
  }

  #follow() {
    const ticked = this.#others.filter((box) => box.checked).length
    this.box.checked = ticked > 0 && ticked === this.#others.length
    this.box.indeterminate = ticked > 0 && ticked < this.#others.length
  }
}

customElements.define("select-all", SelectAll)
