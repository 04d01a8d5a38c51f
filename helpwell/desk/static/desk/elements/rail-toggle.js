// <rail-toggle>: the button inside folds the rail out and away on narrow screens.

class RailToggle extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.office = this.closest(".office, .desk")
    this.button.addEventListener("click", () => this.#set(!this.#isOpen))
    document.querySelector("#rail [aria-current]")?.scrollIntoView({ block: "nearest" })
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

  #leave() {
    this.#set(false)
    this.button.focus()
  }
}

customElements.define("rail-toggle", RailToggle)
