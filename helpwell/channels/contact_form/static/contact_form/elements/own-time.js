// <own-time at zone words>: tells a promised moment by the reader's clock, where that differs from the company's.
// Without JavaScript the promise stands alone, in the company's time.

import { dateFormat } from "date-format"

class OwnTime extends HTMLElement {
  connectedCallback() {
    const told = this.#inZone(this.getAttribute("zone"))
    const own = this.#inZone(undefined)
    if (own !== told) this.textContent = ` ${this.getAttribute("words").replace("{time}", own)}`
  }

  #inZone(timeZone) {
    const format = { weekday: "long", hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone }
    const told = dateFormat(this, format).format(new Date(this.getAttribute("at")))
    return told.replace(/\b0(?=\d\D)/, "") // 9:00, as the company's own time is written
  }
}

customElements.define("own-time", OwnTime)
