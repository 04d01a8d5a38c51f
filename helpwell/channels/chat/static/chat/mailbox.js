// What somebody said and what she was told: kept until it is acknowledged, in order, each once.

import { newId } from "./kept.js"
import { Transport } from "./transport.js"

const ACK = 12_000 // ms to wait for an acknowledgement before the line counts as broken
const PATIENCE = 3_000 // ms without a word from the server before she is told; a short break is nobody's business
const RETRY = 3_000
const MOVED = 2_000 // between two looks where she is
const TYPING = 3_000 // between two words that she is writing

export class Mailbox extends EventTarget {
  #files = new Map() // by message id: files cannot be kept beyond the page
  #underway = ""
  #timer
  #waits // for the server: to come back, or to take what she said
  isLate = false // it should have by now

  // `address` is the inbox's address on the server.
  constructor(address, kept, welcome) {
    super()
    this.kept = kept
    this.welcome = welcome
    this.language = welcome.language
    this.typedAt = 0
    this.states = new Map() // conversation: how it stands
    this.messages = new Map() // conversation: number -> message
    this.open = Number(kept.get("open")) || 0 // the conversation she looks at; 0: a new one
    this.transport = new Transport(address, () => this.#greeting())
    this.transport.addEventListener("frame", (event) => this.#heed(event.detail))
    this.transport.addEventListener("line", () => this.#lineChanged())
    document.addEventListener("visibilitychange", () => this.#showPage())
    setInterval(() => this.#showPage(), MOVED) // no event tells of every way to another page or title
    addEventListener("storage", ({ key }) => this.#otherTab(key?.replace(kept.prefix, "")))
  }

  get session() {
    return this.kept.get("session")
  }

  get unread() {
    let count = 0
    for (const state of this.states.values()) count += state.unread
    return count
  }

  // What was said in it, as far as we know, in its order.
  said(conversation) {
    return [...(this.messages.get(conversation)?.values() ?? [])].sort((a, b) => a.number - b.number)
  }

  // What waits to be acknowledged in this conversation, the oldest first.
  waiting(conversation) {
    return Object.values(this.kept.read("queue")).filter((one) => one.conversation === conversation)
  }

  start() {
    this.transport.start()
    this.#flush()
  }

  // Take it: from now on it is not lost. Gives back its id.
  say({ id = newId(), text, choice = "", noted, conversation, person = false, files = [] }) {
    if (files.length) this.#files.set(id, files)
    const entry = { id, text, choice, noted, conversation, person, page: location.href.slice(0, 500), at: new Date().toISOString(), files: files.length }
    this.kept.write("queue", { ...this.kept.read("queue"), [id]: entry })
    this.#flush()
    return id
  }

  retry(id) {
    const queue = this.kept.read("queue")
    if (!queue[id]) return
    delete queue[id].refused
    if (!this.#files.has(id)) queue[id].files = 0
    if (!queue[id].text && !queue[id].files) delete queue[id]
    this.kept.write("queue", queue)
    this.#flush()
  }

  // Look at this conversation; 0 begins a new one.
  look(conversation) {
    this.open = conversation
    this.kept.set("open", conversation ? String(conversation) : "")
    if (conversation) this.ask({ kind: "after", conversation, after: this.#last(conversation) })
  }

  // She has everything up to here in front of her.
  got(conversation) {
    const state = this.states.get(conversation)
    if (!state?.unread) return
    state.unread = 0
    this.ask({ kind: "got", conversation, number: this.#last(conversation) })
    this.#tell("changed", { conversation })
  }

  // A person who waits for her next words sees that they are coming; told now and then, kept nowhere.
  typing(conversation) {
    const status = this.states.get(conversation)?.status
    if (!/waiting|person/.test(status) || Date.now() - this.typedAt < TYPING || !this.transport.isOpen) return
    this.typedAt = Date.now()
    this.ask({ kind: "typing", conversation })
  }

  // Whoever has her conversation open at the desk sees which page she has in front of her; none while she looks elsewhere.
  #showPage() {
    if (!this.welcome.presence || !this.states.has(this.open) || !this.transport.isOpen) return
    const { title } = document
    const page = document.hidden ? "" : location.href
    const shown = `${this.open} ${page} ${title}`
    if (shown !== this.shown) this.ask({ kind: "page", conversation: this.open, page, title })
    this.shown = shown
  }

  // Tell the server something that need not be kept until it is heard.
  ask(frame) {
    return this.transport.send({ session: this.session, language: this.language, ...frame })
  }

  // What must be heard but is no message, such as her word at the end: asked again until it is, also on the next page.
  insist(name, frame) {
    this.kept.write("wishes", { ...this.kept.read("wishes"), [name]: frame })
    this.#wish()
  }

  async identify(token) {
    if (token === null) return this.#forget()
    this.identity = token
    this.transport.start()
    this.#sayWho()
  }

  // ---------------------------------------------------------------------------------------------

  #greeting() {
    if (!this.session) return null
    const frame = { kind: "hello", session: this.session, language: this.language, page: location.href }
    return this.open ? { ...frame, conversation: this.open, after: this.#last(this.open) } : frame
  }

  // The last number the server told her. An acknowledged one is not it: something may have come before.
  #last(conversation) {
    let last = 0
    for (const message of this.said(conversation)) if (!message.isOurs) last = Math.max(last, message.number)
    return last
  }

  // Her website has said who she is; that may be all there is to say.
  #sayWho() {
    if (!this.identity) return
    if (this.session) this.ask({ kind: "identify", token: this.identity, page: location.href })
    else this.#begin()
  }

  #begin() {
    if (this.beginning) return
    this.beginning = true
    this.#timer = setTimeout(() => this.#noAck(), ACK)
    this.transport.send({ kind: "begin", language: this.language }).then((sent) => sent || (this.beginning = false))
  }

  // One after the other, so that they keep their order.
  async #flush() {
    if (this.#underway || this.beginning) return
    clearTimeout(this.#timer)
    const next = Object.values(this.kept.read("queue")).find((one) => !one.refused)
    if (!next) return
    if (!next.files) this.#await() // they take their time
    if (!this.transport.isOpen) return
    if (!this.session) return this.#begin()
    if (next.files && !this.#files.has(next.id)) return this.#refused({ id: next.id, why: "file", words: this.welcome.texts.fileLost })
    this.#underway = next.id
    if (!next.files) this.#timer = setTimeout(() => this.#noAck(), ACK)
    const { at, files, ...message } = next
    const sent = await this.#say(message, this.#files.get(next.id))
    if (!sent) {
      clearTimeout(this.#timer)
      this.#underway = ""
      this.#timer = setTimeout(() => this.#flush(), RETRY)
    }
  }

  #say(message, files) {
    const frame = { kind: "say", session: this.session, language: this.language, ...message, after: this.#last(message.conversation) }
    return this.transport.send(frame, files)
  }

  #noAck() {
    this.#underway = ""
    this.beginning = false
    this.transport.drop() // it comes back, greets and sends again
    if (this.transport.byRequests) this.#flush()
  }

  #wish() {
    clearTimeout(this.wishing)
    for (const frame of Object.values(this.kept.read("wishes"))) {
      this.ask({ ...frame, after: this.#last(frame.conversation) }).then((sent) => sent || (this.wishing = setTimeout(() => this.#wish(), RETRY)))
    }
  }

  #heard(name) {
    const wishes = this.kept.read("wishes")
    if (!wishes[name]) return
    delete wishes[name]
    this.kept.write("wishes", wishes)
  }

  #lineChanged() {
    if (!this.#files.has(this.#underway)) this.#underway = "" // files are on a way of their own
    this.shown = ""
    this.beginning = false
    if (this.transport.isOpen) {
      this.#late(false)
      this.#sayWho()
      this.#flush()
      this.#wish()
    } else if (this.session) this.#await()
    this.#tell("line")
  }

  #await() {
    this.#waits ||= setTimeout(() => this.#late(true), PATIENCE)
  }

  #late(isLate) {
    clearTimeout(this.#waits)
    this.#waits = 0
    if (this.isLate === isLate) return
    this.isLate = isLate
    this.#tell("line")
  }

  #heed(frame) {
    this.#late(false)
    const heed = {
      session: () => this.#sessionBegan(frame),
      conversations: () => this.#told(frame),
      messages: () => this.#arrived(frame),
      ack: () => this.#acknowledged(frame),
      refused: () => this.#refused(frame),
    }[frame.kind]
    if (heed) return heed()
    this.#heard(frame.kind) // an address, a transcript
    this.#tell(frame.kind, frame)
  }

  #sessionBegan(frame) {
    this.beginning = false
    this.kept.set("session", frame.token)
    this.#sayWho()
    if (this.transport.byRequests) this.transport.greet()
    if (this.transport.byRequests || !this.states.size) this.#flush()
    else this.#startOver() // the server took her for somebody else
  }

  // Another tab of this website has begun to write, begun one more conversation, or forgotten her.
  #otherTab(name) {
    if (name === "queue") this.#tell("changed", {})
    if (name !== "session" && name !== "newest") return
    if (!this.session) return this.#startOver()
    this.transport.start()
    this.transport.greet()
  }

  #startOver() {
    this.states.clear()
    this.messages.clear()
    this.kept.write("wishes", {})
    this.look(0)
    this.transport.drop()
    this.#tell("changed", {})
  }

  #forget() {
    this.identity = undefined
    this.kept.set("session", "")
    this.kept.write("queue", {})
    this.#startOver()
  }

  // `flows`: what she is offered here, now that her website has said who she is.
  #told({ list, flows }) {
    if (flows) this.welcome.flows = flows
    for (const state of list) this.#know(state)
    this.#tell("changed", { flows })
  }

  #arrived({ state, messages }) {
    const conversation = state.conversation
    const known = this.messages.get(conversation) ?? new Map()
    const before = this.states.get(conversation)
    const fresh = []
    for (const message of messages) {
      if (!known.has(message.number)) fresh.push(message)
      known.set(message.number, message)
      if (message.id) this.#drop(message.id)
    }
    this.messages.set(conversation, known)
    this.#know(state)
    if (messages.length && this.#last(conversation) < state.last) this.ask({ kind: "after", conversation, after: this.#last(conversation) })
    this.#tell("changed", { conversation, fresh, before })
  }

  // What she said at the end counts here before the server has heard it.
  #know(state) {
    const name = `rate${state.conversation}`
    if (state.rated || state.status !== "resolved") this.#heard(name)
    else state.rated = this.kept.read("wishes")[name]
    this.states.set(state.conversation, state)
  }

  #acknowledged(frame) {
    const entry = this.kept.read("queue")[frame.id]
    if (entry) {
      const message = { number: frame.number, kind: "mine", id: frame.id, text: entry.text, at: frame.at, isOurs: true }
      const known = this.messages.get(frame.conversation) ?? new Map()
      if (!known.has(frame.number)) known.set(frame.number, message)
      this.messages.set(frame.conversation, known)
    }
    if (!this.states.has(frame.conversation)) this.kept.set("newest", String(frame.conversation)) // other tabs hear of it
    this.#adopt(entry, frame.conversation)
    this.#drop(frame.id)
    this.#tell("sent", { id: frame.id, conversation: frame.conversation })
    if (this.transport.byRequests || entry?.files) this.ask({ kind: "after", conversation: frame.conversation, after: this.#last(frame.conversation) })
    this.#flush()
  }

  // A new conversation got its number: what else was written in it meanwhile belongs there too.
  #adopt(entry, conversation) {
    if (!entry || entry.conversation === conversation) return
    const queue = this.kept.read("queue")
    for (const one of Object.values(queue)) if (one.conversation === entry.conversation) one.conversation = conversation
    this.kept.write("queue", queue)
    if (this.open === entry.conversation) {
      this.open = conversation
      this.kept.set("open", String(conversation))
    }
  }

  #drop(id) {
    const queue = this.kept.read("queue")
    delete queue[id]
    this.kept.write("queue", queue)
    this.#files.delete(id)
    if (this.#underway === id) {
      clearTimeout(this.#timer)
      this.#underway = ""
    }
  }

  #refused(frame) {
    if (frame.why === "session") return this.#sessionLost()
    const queue = this.kept.read("queue")
    if (frame.id && queue[frame.id]) {
      queue[frame.id].refused = frame.words
      this.kept.write("queue", queue)
      this.#underway = ""
      clearTimeout(this.#timer)
      if (frame.why === "limit" && frame.retry <= 60) setTimeout(() => this.retry(frame.id), frame.retry * 1000)
    }
    if (!frame.id) for (const name of ["address", "transcript"]) this.#heard(name)
    this.#tell("refused", frame)
    this.#flush()
  }

  // The server does not know it any more: what is not sent yet begins a new conversation.
  #sessionLost() {
    this.#underway = ""
    this.kept.set("session", "")
    const queue = this.kept.read("queue")
    for (const one of Object.values(queue)) one.conversation = 0
    this.kept.write("queue", queue)
    this.#startOver()
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
