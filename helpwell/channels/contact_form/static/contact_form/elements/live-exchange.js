// <live-exchange src="…" live="…" version="…">: shows new messages without a reload, told by a websocket.
// While there is no connection it asks every few seconds; the server says "nothing new" in a few bytes.
// Without JavaScript a reload shows them.

const OFTEN = 4_000 // ms between asking while nobody tells
const SELDOM = 30_000 // ms, after a while without anything new, and beside a connection
const PATIENCE = 5 * 60_000 // ms until it becomes seldom

class LiveExchange extends HTMLElement {
  #version = ""
  #newsAt = performance.now()
  #timer = 0
  #socket = null

  connectedCallback() {
    this.#version = this.getAttribute("version")
    document.addEventListener("visibilitychange", this)
    this.#connect()
    this.#wait()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this)
    clearTimeout(this.#timer)
    this.#socket?.close()
  }

  handleEvent() {
    if (!document.hidden) this.#ask()
  }

  get #isTold() {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  #connect() {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return
    this.#socket = new WebSocket(new URL(this.getAttribute("live"), location.href.replace(/^http/, "ws")))
    this.#socket.addEventListener("message", () => this.#ask())
  }

  #wait() {
    clearTimeout(this.#timer)
    const isFresh = performance.now() - this.#newsAt < PATIENCE
    this.#timer = setTimeout(() => this.#ask(), isFresh && !this.#isTold ? OFTEN : SELDOM)
  }

  async #ask() {
    if (!document.hidden) {
      try {
        const headers = { "If-None-Match": this.#version }
        const response = await fetch(this.getAttribute("src"), { headers, cache: "no-store" })
        if (response.status === 200) this.#show(response.headers.get("ETag") ?? "", await response.text())
        this.#connect()
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
