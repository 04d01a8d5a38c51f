// <local-time>: tells the <time> inside in the reader's own zone and language.
// Without JavaScript it stays as written, in the company's zone.
// With `note` it is the sentence that says which zone that is.

import { dateFormat } from "date-format"

class LocalTime extends HTMLElement {
  connectedCallback() {
    const note = this.getAttribute("note")
    if (note) this.textContent = note.replace("{zone}", ownZone())
    else this.#tell(this.querySelector("time"))
  }

  #tell(time) {
    const format = dateFormat(this, { dateStyle: "medium", timeStyle: "short" })
    time.textContent = format.format(new Date(time.dateTime))
  }
}

function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone.split("/").pop().replaceAll("_", " ")
}

customElements.define("local-time", LocalTime)
