// <rail-toggle>: the button inside folds the rail out and away on narrow screens.

class RailToggle extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.office = this.closest(".office, .desk")
    this.button.addEventListener("click", () => this.#set(!this.#isOpen))
    this.#showWhereSheIs()
    this.office.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#isOpen) this.#leave()
    })
  }

  get #isOpen() {
    return this.office.dataset.rail === "open"
  }

  #set(open) {
    this.office.dataset.rail = open ? "open" : "closed"
    this.button.setAttribute("aria-expanded", String(open))
    if (open) document.getElementById("rail").querySelector("a")?.focus()
  }

  /** Scrolls the rail alone; to scroll into view would take the page along. */
  #showWhereSheIs() {
    const rail = document.getElementById("rail")
    const here = rail?.querySelector("[aria-current]")
    if (!here) return
    const hidden = here.getBoundingClientRect().bottom - rail.getBoundingClientRect().bottom
    if (hidden > 0) rail.scrollTop += hidden + here.offsetHeight
  }

  #leave() {
    this.#set(false)
    this.button.focus()
  }
}

customElements.define("rail-toggle", RailToggle)
