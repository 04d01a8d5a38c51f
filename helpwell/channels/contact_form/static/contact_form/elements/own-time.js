// <own-time at zone words>: tells a promised moment by the reader's clock, where that differs from the company's.
// Without JavaScript the promise stands alone, in the company's time.

class OwnTime extends HTMLElement {
  connectedCallback() {
    const told = this.#inZone(this.getAttribute("zone"))
    const own = this.#inZone(undefined)
    if (own !== told) this.textContent = ` ${this.getAttribute("words").replace("{time}", own)}`
  }

  #inZone(timeZone) {
    const language = this.closest("[lang]")?.lang || undefined
    const format = { weekday: "long", hour: "numeric", minute: "2-digit", hour12: false, timeZone }
    const told = new Intl.DateTimeFormat(language, format).format(new Date(this.getAttribute("at")))
    return told.replace(/\b0(?=\d\D)/, "") // 9:00, as the company's own time is written
  }
}

customElements.define("own-time", OwnTime)
