// The answers beside a message that is being written: fetched in its pauses, changed under nobody who types or reads,
// and with word left of what was asked and read.

const QUIET = 60 // ms without a key before asking
const REST = 110 // ms without a key before answers on the screen may change
const SETTLED = 1500 // ms of quiet after which a question counts as asked
const READ = 3000 // ms more after which an answer that stands open in front of her counts as read
const TAP = 400 // ms in which a finger that was on its way presses what has opened under it
const LEAST = 3 // letters that can have an answer
const WIDE = "(width >= 60rem)" // from here on answers stand beside the message

export class OfferedAnswers {
  #asking = false // never more than one request under way
  #asked = "" // the message that the answers on the screen belong to
  #isReading = false // an answer that she has opened since her last key
  #lastKey = 0
  #shownAt = -TAP // when the answers on the screen came
  #timers = {}

  // `around` has the message, the step she is at, and as attributes where to ask and where to leave word.
  constructor(around) {
    this.around = around
  }

  // Those on the page belong to the message as it stands.
  settleIn() {
    this.#asked = this.#message
    this.fold()
  }

  // She has pressed a key in the message.
  heed() {
    this.#lastKey = performance.now()
    this.#isReading = false
    for (const timer of Object.values(this.#timers)) clearTimeout(timer)
    this.#timers.ask = setTimeout(() => this.#ask(), QUIET)
    this.#timers.settle = setTimeout(() => this.#onSettled(), SETTLED)
  }

  // At once: the message has come back with her draft.
  askSoon() {
    this.#timers.ask = setTimeout(() => this.#ask(), 0)
  }

  // Whoever has gone on to name and e-mail finds them close to her message, also where answers stand between.
  fold() {
    if (this.around.step === 1 || matchMedia(WIDE).matches) return
    for (const offer of this.around.querySelectorAll("details[open]")) offer.open = false
  }

  // Before the browser opens or closes one. What has just opened by itself was not meant to be closed.
  press(event, { open, dataset: { article } }) {
    if (open && performance.now() - this.#shownAt < TAP) return event.preventDefault()
    this.#isReading = !open
    if (!open) this.note(article)
  }

  // Leave word of what was asked, and of an answer that was opened or read.
  note(read = "") {
    clearTimeout(this.#timers.settle)
    const message = this.#message
    if (message.length < LEAST) return
    const word = new URLSearchParams({ message, stamp: this.around.form.elements.stamp.value, read })
    navigator.sendBeacon(this.around.getAttribute("log"), word)
  }

  get #message() {
    return this.around.message.value.trim()
  }

  // Fetch answers to what the message says now; what is typed meanwhile is asked afterwards.
  async #ask() {
    const message = this.#message
    if (this.#asking || message === this.#asked) return
    this.#asking = true
    try {
      const body = new URLSearchParams({ message, step: this.around.step })
      const response = await fetch(this.around.getAttribute("answers"), { method: "POST", body })
      if (response.ok) await this.#show(message, await response.text())
    } catch {
      this.#asked = message // answers are a kindness: writing and sending go on without them
    } finally {
      this.#asking = false
    }
    if (this.#message !== message) this.#ask()
  }

  // Nothing changes under somebody who types or reads: only in a pause, and only when the answers are others.
  async #show(message, part) {
    const left = REST - (performance.now() - this.#lastKey)
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    if (performance.now() - this.#lastKey < REST - 5 || this.#isReading) return
    this.#asked = message
    const place = this.around.querySelector("[data-offers]")
    const fresh = document.createElement("div")
    fresh.innerHTML = part
    if (keyIn(fresh) === keyIn(place) && !hasBecomeSure(fresh, place)) return
    place.replaceChildren(...fresh.childNodes)
    this.#shownAt = performance.now()
    this.fold()
    const summary = place.querySelector("[data-summary]")?.dataset.summary
    this.around.querySelector("aside [role=status]").textContent = summary ?? ""
  }

  #onSettled() {
    this.note()
    this.#timers.read = setTimeout(() => this.#noteInFront(), READ)
  }

  // The first answer may stand open by itself: nobody has to open it to read it.
  #noteInFront() {
    const offer = this.around.querySelector("[data-offers] details[open]")
    if (offer && !document.hidden && isInWindow(offer.querySelector(".offer__text"))) this.note(offer.dataset.article)
  }
}

function keyIn(place) {
  return place.querySelector("[data-key]")?.dataset.key
}

// The same answers, but the first is likely what she needs by now: it opens, unless she reads one of them.
function hasBecomeSure(fresh, place) {
  return !!fresh.querySelector("[data-sure=true]") && !place.querySelector("[data-sure=true], details[open]")
}

function isInWindow(part) {
  const { top, bottom } = part.getBoundingClientRect()
  return bottom > 0 && top < visualViewport.height
}
