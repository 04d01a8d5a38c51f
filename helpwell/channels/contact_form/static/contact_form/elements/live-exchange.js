// <live-exchange src="…" version="…">: shows new messages without a reload. It asks every few seconds while the page is looked at;
// the server answers "nothing new" in a few bytes. Without JavaScript a reload shows them.

const OFTEN = 4_000 // ms
const SELDOM = 30_000 // ms, after a while without anything new
const PATIENCE = 5 * 60_000 // ms until it becomes seldom

class LiveExchange extends HTMLElement {
  #version = ""
  #newsAt = performance.now()
  #timer = 0

  connectedCallback() {
    this.#version = this.getAttribute("version")
    document.addEventListener("visibilitychange", this)
    this.#wait()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this)
    clearTimeout(this.#timer)
  }

  handleEvent() {
    if (!document.hidden) this.#ask()
  }

  #wait() {
    clearTimeout(this.#timer)
    const pause = performance.now() - this.#newsAt < PATIENCE ? OFTEN : SELDOM
    this.#timer = setTimeout(() => this.#ask(), pause)
  }

  async #ask() {
    if (!document.hidden) {
      try {
        const headers = { "If-None-Match": this.#version }
        const response = await fetch(this.getAttribute("src"), { headers, cache: "no-store" })
        if (response.status === 200) this.#show(response.headers.get("ETag") ?? "", await response.text())
      } catch {
        this.#newsAt = -Infinity // not to be reached: ask seldom until it is
      }
    }
    this.#wait()
  }

  // What she is just pressing stays where it is; the next round shows it.
  #show(version, part) {
    if (this.contains(document.activeElement)) return
    this.#version = version
    this.#newsAt = performance.now()
    this.innerHTML = part
  }
}

customElements.define("live-exchange", LiveExchange)
