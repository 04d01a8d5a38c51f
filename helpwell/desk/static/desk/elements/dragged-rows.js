// <dragged-rows>: its rows can be dragged before, behind or into one another. The buttons in each row do the same by keyboard.
// Each row knows its `data-id` and the address that moves it; the form inside is sent with `to`, such as "after 12".

class DraggedRows extends HTMLElement {
  connectedCallback() {
    for (const row of this.#rows) row.draggable = true
    this.addEventListener("dragstart", (event) => this.#take(event))
    this.addEventListener("dragover", (event) => this.#hover(event))
    this.addEventListener("drop", (event) => this.#drop(event))
    this.addEventListener("dragend", () => this.#mark(null))
  }

  get #rows() {
    return [...this.querySelectorAll("[data-moves]")]
  }

  #take(event) {
    this.taken = event.target.closest("[data-moves]")
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", this.taken?.textContent.trim() ?? "")
  }

  #hover(event) {
    const row = event.target.closest("[data-moves]")
    if (!this.taken || !row || row === this.taken) return this.#mark(null)
    event.preventDefault()
    this.#mark(row, this.#where(row, event.clientY))
  }

  // The upper quarter of a row means before it, the lower one behind it, its middle into it.
  #where(row, y) {
    const { top, height } = row.getBoundingClientRect()
    const at = (y - top) / height
    return at < 0.25 ? "before" : at > 0.75 ? "after" : "under"
  }

  #mark(row, where) {
    for (const one of this.#rows) delete one.dataset.drop
    if (row) row.dataset.drop = where
  }

  #drop(event) {
    event.preventDefault()
    const row = event.target.closest("[data-moves]")
    const form = this.querySelector("form")
    form.action = this.taken.dataset.moves
    form.elements.to.value = `${row.dataset.drop} ${row.dataset.id}`
    form.submit()
  }
}

customElements.define("dragged-rows", DraggedRows)
