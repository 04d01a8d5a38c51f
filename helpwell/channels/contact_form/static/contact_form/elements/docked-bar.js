// <docked-bar>: the contact form's bar with its button. Where it keeps to the foot of the window, it names answers that
// are out of sight, and a message that is being written makes room for them between itself and the bar.
// Without JavaScript it only stands there.

const ROOM = 160 // px: the title of an answer and its first lines
const HEADING = 40 // px of the answers that must be seen before they count as in sight

class DockedBar extends HTMLElement {
  #areSeen = true

  connectedCallback() {
    this.answers = this.closest("form").querySelector("aside")
    this.field = this.closest("form").elements.message
    this.sight = new IntersectionObserver(([seen]) => this.#onSight(seen), { rootMargin: `0px 0px ${-this.#foot}px` })
    this.sight.observe(this.answers)
    this.change = new MutationObserver(() => this.#pointAtAnswers())
    this.change.observe(this.answers, { childList: true, subtree: true })
    this.field.addEventListener("focus", this)
    visualViewport.addEventListener("resize", this) // a keyboard has come up
    this.handleEvent()
  }

  disconnectedCallback() {
    this.sight.disconnect()
    this.change.disconnect()
    visualViewport.removeEventListener("resize", this)
  }

  get #isDocked() {
    return getComputedStyle(this).position === "fixed"
  }

  get #foot() {
    return this.offsetHeight + HEADING
  }

  #onSight({ isIntersecting }) {
    this.#areSeen = isIntersecting
    this.#pointAtAnswers()
  }

  // The link stands where the step is told otherwise, so the button does not move.
  #pointAtAnswers() {
    const found = this.answers.querySelector("[data-found]")?.dataset.found ?? ""
    const link = this.querySelector(".ask__found")
    link.textContent = found
    link.hidden = !found || this.#areSeen || !this.#isDocked
    this.toggleAttribute("data-points", !link.hidden)
  }

  // Scrolls no further than to the label of the message, so nothing she writes leaves the screen.
  handleEvent() {
    if (document.activeElement !== this.field || visualViewport.scale > 1 || !this.#isDocked) return
    const { offsetTop, height } = visualViewport
    const foot = Math.min(offsetTop + height, this.getBoundingClientRect().top)
    const missing = this.answers.getBoundingClientRect().top + ROOM - foot
    const spare = this.field.closest(".field").getBoundingClientRect().top - offsetTop
    if (missing > 0 && spare > 0) scrollBy({ top: Math.min(missing, spare) })
  }
}

customElements.define("docked-bar", DockedBar)
