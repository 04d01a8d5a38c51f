// The desk's line to the server. While nobody can tell, it asks for a look now and then.

const POLL = 15_000 // ms between asking while nobody tells
const FIRST_WAIT = 500 // ms before the first new connection; each one after it waits twice as long
const LONGEST_WAIT = 30_000 // ms

export class DeskLine {
  #socket = null
  #tries = 0
  #polling = 0
  #waiting = 0
  #isClosed = false

  // What its owner does: `opened` (whether it was cut before), `lost`, `told` a word, `look` by herself.
  constructor(owner) {
    this.owner = owner
    this.#connect()
  }

  tell(word) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(word))
  }

  close() {
    this.#isClosed = true
    clearTimeout(this.#waiting)
    clearInterval(this.#polling)
    this.#socket.close()
  }

  #connect() {
    this.#socket = new WebSocket(new URL("/desk/live/", location.href.replace(/^http/, "ws")))
    this.#socket.addEventListener("open", () => this.#onOpen())
    this.#socket.addEventListener("message", (event) => this.owner.told(JSON.parse(event.data)))
    this.#socket.addEventListener("close", () => this.#onClose())
  }

  #onOpen() {
    clearInterval(this.#polling)
    const wasCut = this.#tries > 0
    this.#tries = 0
    this.owner.opened(wasCut)
  }

  #onClose() {
    if (this.#isClosed) return
    clearInterval(this.#polling)
    this.#polling = setInterval(() => document.hidden || this.owner.look(), POLL)
    const wait = Math.min(FIRST_WAIT * 2 ** this.#tries++, LONGEST_WAIT)
    this.#waiting = setTimeout(() => this.#connect(), wait * (0.5 + Math.random()))
    this.owner.lost()
  }
}
