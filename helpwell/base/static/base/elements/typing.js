// What somebody asks while typing, told to the question log once it has settled.

const LEAST = 3 // letters a question needs to count

export class Typing {
  #id = newId()
  #asked = ""

  constructor(address, place) {
    this.address = address
    this.place = place
  }

  // Longer and shorter forms of one question share an id; other words begin a new one.
  idOf(question) {
    if (!question.startsWith(this.#asked) && !this.#asked.startsWith(question)) this.#id = newId()
    this.#asked = question
    return this.#id
  }

  // The words turned into others without a new beginning, as when somebody chose a completion.
  become(question) {
    this.#asked = question
  }

  // Leave word that this was asked, and which article was opened from it.
  note(question, article = "") {
    if (question.length < LEAST && !article) return
    const word = new URLSearchParams({ q: question, typing: this.idOf(question), from: this.place, article })
    navigator.sendBeacon(this.address, word)
  }
}

// Random enough to be told apart. crypto.randomUUID is missing on plain http.
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
