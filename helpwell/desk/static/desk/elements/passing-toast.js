// <passing-toast>: goes away after a while, but not while somebody points at it or is in it.

const STAYS = 8000 // ms

class PassingToast extends HTMLElement {
  #leaving = 0

  connectedCallback() {
    for (const kind of ["pointerenter", "focusin"]) this.addEventListener(kind, () => clearTimeout(this.#leaving))
    for (const kind of ["pointerleave", "focusout"]) this.addEventListener(kind, () => this.#wait())
    this.#wait()
  }

  disconnectedCallback() {
    clearTimeout(this.#leaving)
  }

  #wait() {
    clearTimeout(this.#leaving)
    this.#leaving = setTimeout(() => this.remove(), STAYS)
  }
}

customElements.define("passing-toast", PassingToast)
