// Where she reads in the open conversation: at what is new, at the end, or wherever she has scrolled.

const NEAR_END = 120 // px: who reads this near the end wants to see what is added

export class ReadingPlace {
  #isAtEnd = true
  #seen = "" // the newest message, when she last saw it change
  #placedAt = -1 // where a conversation was opened that has something new; she reads from there on
  #size = new ResizeObserver(() => this.#keepEnd())

  constructor(desk) {
    this.desk = desk
  }

  // Another conversation is open, or none. Who reads the end keeps it in sight, whatever opens below it.
  open() {
    this.#size.disconnect()
    this.#seen = this.#last
    if (!this.#scroll) return
    this.#scroll.addEventListener("scroll", () => (this.#isAtEnd = this.#isNearEnd))
    this.#size.observe(this.#scroll)
    this.#toBeginning()
  }

  // Something in it has changed; with its head, perhaps a message has come.
  keep(withHead) {
    if (withHead && this.#last !== this.#seen) this.#placedAt = -1
    this.#seen = this.#last
    this.#keepEnd()
  }

  // Her own words come to stand there.
  goToEnd() {
    this.#placedAt = -1
    this.#isAtEnd = true
  }

  leave() {
    this.#size.disconnect()
  }

  // What is new is read from its beginning: from the summary, where a colleague gave it to her. Whoever sees it for the
  // first time begins with the last word.
  #toBeginning() {
    const firstNew = document.getElementById("new")
    const hasRead = document.querySelector("#log > .message:has(~ #new)")
    const beginning = firstNew && (document.getElementById("summary") ?? (hasRead && firstNew))
    if (beginning) beginning.scrollIntoView({ block: "start" })
    else this.#toEnd()
    this.#placedAt = beginning ? this.#scroll.scrollTop : -1
    this.#isAtEnd = this.#isNearEnd
  }

  #keepEnd() {
    const hasMoved = this.#scroll?.scrollTop !== this.#placedAt
    if (this.#isAtEnd && hasMoved) this.#toEnd()
  }

  #toEnd() {
    this.#scroll?.scrollTo(0, 1e9)
  }

  get #scroll() {
    return this.desk.querySelector(".desk__scroll")
  }

  // The number of the newest message that is shown.
  get #last() {
    return document.getElementById("conversation-title")?.dataset.last
  }

  get #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll
    return scrollHeight - scrollTop - clientHeight < NEAR_END
  }
}
