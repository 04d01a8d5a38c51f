// The panel behind the launcher. Loaded when somebody opens it, or when she wrote before.

import { articleScreen } from "./article.js"
import { fill, h, iconButton } from "./dom.js"
import { homeScreen } from "./home.js"
import { Kept } from "./kept.js"
import { Mailbox } from "./mailbox.js"
import { Sound } from "./sound.js"
import { talkScreen } from "./talk.js"

// `host` is the element on the page, `place` where the server is, `launcher` the button that opens us.
export async function start(host, place, launcher) {
  const panel = new Panel(host, place, launcher)
  await panel.prepare()
  return panel
}

class Panel {
  #home = { draw: () => homeScreen(this) }
  #trail = [] // screens to go back to
  #body
  #name
  #status
  #back

  constructor(host, place, launcher) {
    this.host = host
    this.root = place.root
    this.place = place
    this.launcher = launcher
    this.inbox = host.getAttribute("inbox")
    this.address = `${place.root}/chat/${encodeURIComponent(this.inbox)}/`
    this.kept = new Kept(this.inbox)
    this.sound = new Sound(this.kept)
    this.wanted = host.getAttribute("lang") || document.documentElement.lang || navigator.language
  }

  async prepare() {
    const audience = this.kept.get("session") ? "returning" : "new"
    const page = new URLSearchParams({ language: this.wanted, page: document.title, address: location.origin + location.pathname, audience })
    const [welcome, style] = await Promise.all([this.#get(`welcome/?${page}`), fetch(this.place.style).then((answer) => answer.text())])
    this.welcome = welcome
    this.language = welcome.language
    this.dates = this.language === "en" ? "en-GB" : this.language // the day first, 24 hours
    this.#dress(style)
    this.mailbox = new Mailbox(this.address, this.kept, welcome)
    for (const name of ["changed", "line", "refused", "address", "transcript", "sent", "typing"]) this.mailbox.addEventListener(name, (event) => this.#heed(name, event.detail))
    if (this.mailbox.session) this.mailbox.start()
    this.#count()
  }

  get isOpen() {
    return !this.element.hidden
  }

  // What the page may ask of us -----------------------------------------------------------------

  open(quietly) {
    if (this.isOpen) return
    this.element.hidden = false
    this.launcher.hidden = true
    this.launcher.setAttribute("aria-expanded", "true")
    this.mailbox.start()
    if (!this.#trail.length) this.#go(this.#first(), quietly)
    else this.#seen()
    if (!quietly) this.focusable?.focus({ preventScroll: true })
    this.#line()
    this.#tell("open")
  }

  close() {
    if (!this.isOpen) return
    this.element.hidden = true
    this.launcher.hidden = false
    this.launcher.setAttribute("aria-expanded", "false")
    this.launcher.focus({ preventScroll: true })
    this.#tell("close")
  }

  identify(token) {
    this.mailbox.identify(token)
    this.mailbox.start()
  }

  prefill(text) {
    const talk = this.#trail.at(-1)?.talk
    this.keepDraft(talk?.conversation ?? 0, text)
    if (this.focusable) this.focusable.value = text
  }

  // What the screens ask of us ------------------------------------------------------------------

  answers(text) {
    const query = new URLSearchParams({ q: text, language: this.wanted })
    return this.#get(`answers/?${query}`).then((found) => found.rows)
  }

  // What she asked, opened, and says of it, for the log of questions; nothing waits for it.
  note(asked, values) {
    this.noted = asked.typing
    const body = JSON.stringify({ kind: "asked", session: this.mailbox.session, language: this.wanted, ...asked, ...values })
    fetch(`${this.address}questions/`, { method: "POST", body, keepalive: true }).catch(() => {})
  }

  // `asked`: what she typed before she opened it.
  async read(article, asked) {
    const path = article.split("/").map(encodeURIComponent).join("/")
    const found = await this.#get(`articles/${path}?language=${encodeURIComponent(this.wanted)}`).catch(() => null)
    if (found && asked?.text) this.note(asked, { article })
    if (found) this.#go({ draw: () => articleScreen(this, found, asked), title: found.title })
    else this.#note(this.welcome.texts.notFound)
  }

  // Into a conversation; a new one while it has no number.
  talk({ conversation = 0, person = false, text = "" }) {
    const talk = { conversation, person }
    if (text) this.keepDraft(0, text)
    this.mailbox.look(conversation)
    this.#go(this.#talkIn(talk))
    if (person && this.mailbox.waiting(0).length) this.#wishForPerson(talk) // what waits here begins the conversation
    return talk
  }

  // Say it, in the conversation on the screen or a new one. Whether it was taken.
  send(text, { id, person = false, choice = "", files = [], talk = this.#trail.at(-1)?.talk } = {}) {
    const about = { text, choice, files: files.length, conversation: talk?.conversation ?? 0 }
    if (!this.#tell("before-send", about, true)) return false
    if (!talk) {
      this.keepDraft(0, "")
      talk = this.talk({ person })
    }
    const isNew = talk.conversation === 0
    const noted = id && id === this.noted
    this.mailbox.say({ id, text, choice, files, noted, conversation: talk.conversation, person: isNew && (talk.person || person) })
    this.#heed("changed", {})
    return true
  }

  // With nothing said yet she writes first; a person is told by a press of the button else.
  askForPerson(talk) {
    if (talk.conversation) return this.#wishForPerson(talk)
    this.#trail.pop()
    this.talk({ person: true })
  }

  draft(conversation) {
    return this.kept.get(`draft.${conversation}`)
  }

  keepDraft(conversation, text) {
    this.kept.set(`draft.${conversation}`, text)
  }

  waitLine() {
    return this.welcome.parts.people && this.welcome.wait ? h("p.wait", {}, this.welcome.wait) : ""
  }

  // Who speaks here, in the head.
  setState(state, talk) {
    const { texts, name, parts } = this.welcome
    const told = { assistant: texts.stateAssistant, waiting: texts.stateWaiting, person: texts.statePerson, resolved: texts.stateResolved }
    const before = talk.person || !parts.assistant ? texts.toPerson : texts.assistant
    this.#head(state?.status === "person" ? state.person.name : fill(texts.helpOf, { name }), state ? told[state.status] : before)
  }

  // ---------------------------------------------------------------------------------------------

  #wishForPerson(talk) {
    talk.person = true
    this.send(this.welcome.texts.toPerson, { choice: "person", talk })
  }

  #dress(style) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    this.host.shadowRoot.adoptedStyleSheets.push(sheet)
    this.host.style.setProperty("--helpwell-site-hue", this.welcome.hue)
    this.element = this.#frame()
    this.host.shadowRoot.append(this.element)
    visualViewport?.addEventListener("resize", () => this.host.style.setProperty("--height", `${visualViewport.height}px`))
  }

  #frame() {
    const { texts } = this.welcome
    this.#name = h("h1.head__name", { id: "name" })
    this.#status = h("p.head__state", {})
    this.#back = iconButton("back", texts.back, () => this.#goBack())
    this.offline = h("p.offline", { role: "status" })
    const close = iconButton("close", texts.close, () => this.close())
    this.#body = h("div.body", {})
    return h("section.chat", { role: "dialog", "aria-labelledby": "name", lang: this.language, dir: this.welcome.direction, hidden: true, onkeydown: (event) => this.#key(event) },
      h("header.head", {}, this.#back, h("div.head__text", {}, this.#name, this.#status), close), this.offline, this.#body)
  }

  // Where she was; behind it the first screen.
  #first() {
    const { open, session } = this.mailbox
    if (!open || !session) return this.#home
    this.#trail.push(this.#home)
    return this.#talkIn({ conversation: open })
  }

  #talkIn(talk) {
    return { draw: () => talkScreen(this, talk), talk }
  }

  #go(screen, quietly) {
    this.#trail.push(screen)
    this.#draw(screen, quietly)
  }

  #goBack() {
    this.#trail.pop()
    if (!this.#trail.length) this.#trail.push(this.#home)
    const screen = this.#trail.at(-1)
    if (!screen.talk) this.mailbox.look(0)
    this.#draw(screen)
  }

  #draw(screen, quietly) {
    this.screen = this.focusable = undefined
    this.#back.hidden = this.#trail.length < 2
    this.#head(fill(this.welcome.texts.helpOf, { name: this.welcome.name }), this.welcome.parts.assistant && !screen.title ? this.welcome.texts.assistant : "")
    this.#body.replaceChildren(...screen.draw().filter(Boolean))
    const log = this.#body.querySelector(".log")
    if (log) log.scrollTop = log.scrollHeight
    if (!quietly) (this.focusable ?? this.#body.querySelector("[tabindex]"))?.focus({ preventScroll: true })
    this.#seen()
  }

  #head(name, state) {
    this.#name.textContent = name
    this.#status.textContent = state
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation()
      this.close()
    }
  }

  #heed(name, detail) {
    const screen = this.#trail.at(-1)
    if (name === "sent") for (const { talk } of this.#trail) if (talk?.conversation === 0) this.#numbered(talk, detail.conversation)
    if (name === "address") this.#addressKept(detail.email)
    if (name === "typing") return this.screen?.typing?.(detail.conversation)
    if (name === "transcript") {
      this.screen?.copied?.()
      this.#note(fill(this.welcome.texts.transcriptSent, { email: detail.email }))
    }
    if (name === "refused") this.#refused(detail)
    if (name === "sent") this.#tell("sent", detail)
    const said = detail?.before ? detail.fresh.filter((message) => message.kind !== "mine") : []
    for (const message of said) this.#tell("message", { text: message.text, kind: message.kind })
    if (said.length) this.sound.play()
    this.screen?.update()
    if (!screen?.talk && name === "changed" && this.isOpen && screen && !screen.title) this.#refreshHome(detail?.flows)
    this.#line()
    this.#seen()
  }

  // A conversation got its number; what she is writing in it stays hers.
  #numbered(talk, conversation) {
    talk.conversation = conversation
    this.keepDraft(conversation, this.draft(0))
    this.keepDraft(0, "")
  }

  // Her conversations came, or what is `offered` to her: the first screen shows them, unless she is already writing in it.
  #refreshHome(offered) {
    if (!this.focusable?.value && (this.mailbox.states.size || offered)) this.#draw(this.#trail.at(-1))
  }

  // What she told us once is not asked again.
  #addressKept(email) {
    for (const state of this.mailbox.states.values()) state.email = email
  }

  #refused(frame) {
    if (frame.why === "address") this.addressError?.(frame.words)
    else if (/origin|inbox/.test(frame.why)) this.#note(this.welcome.texts.closed)
    else if (frame.why === "identity") this.#tell("failed", { why: frame.words })
    else if (!frame.id && frame.words) this.#note(frame.words)
  }

  #note(text) {
    this.offline.textContent = text
    clearTimeout(this.noteTimer)
    this.noteTimer = setTimeout(() => this.#line(true), 8000)
  }

  // Nothing is more urgent than a line that is cut.
  #line(again) {
    const isLate = this.isOpen && this.mailbox.isLate
    if (this.noteTimer && !again && !isLate) return
    clearTimeout(this.noteTimer)
    this.noteTimer = 0
    const words = isLate ? this.welcome.texts.offline : ""
    if (this.offline.textContent !== words) this.offline.textContent = words // told once to who listens
    this.offline.classList.toggle("offline--late", isLate)
  }

  #seen() {
    const talk = this.#trail.at(-1)?.talk
    if (talk?.conversation && this.isOpen && !document.hidden) this.mailbox.got(talk.conversation)
    this.#count()
  }

  #count() {
    const count = this.mailbox.unread
    this.launcher.querySelector(".count").textContent = count ? String(count) : ""
    const label = count ? `${this.welcome.texts.help}, ${fill(this.welcome.texts.unread, { count })}` : ""
    if (label) this.launcher.setAttribute("aria-label", label)
    else this.launcher.removeAttribute("aria-label")
  }

  async #get(path) {
    const response = await fetch(this.address + path)
    if (!response.ok) throw new Error((await response.json().catch(() => ({}))).words ?? String(response.status))
    return response.json()
  }

  // Whether the page let it happen.
  #tell(name, detail = {}, cancelable = false) {
    return this.host.dispatchEvent(new CustomEvent(`helpwell:${name}`, { detail, bubbles: true, cancelable }))
  }
}
