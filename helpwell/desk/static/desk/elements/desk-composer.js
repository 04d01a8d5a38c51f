// <desk-composer>: where an agent writes. Keeps a draft on the server, tells colleagues that she is answering,
// and after a refusal still holds every word.

const REST = 800 // ms without a key before the draft is kept
const TELL = 3000 // ms between two words that she is typing
const PATIENCE = 5000 // ms that a draft may take to be kept
const SHOWN = 6000 // ms a colleague's typing shows after her last key

class DeskComposer extends HTMLElement {
  #keeping = 0
  #saving = null // the draft that is under way
  #isSending = false // as soon as the draft has arrived
  #told = 0
  #hiding = new Map() // line: when it goes
  #kept = ""

  connectedCallback() {
    this.form = this.querySelector("form")
    this.words = this.querySelector("textarea")
    this.files = this.querySelector("input[type=file]")
    this.#kept = this.words.value
    this.#setKind(this.form.dataset.kind)
    this.words.addEventListener("input", () => this.#onInput())
    this.words.addEventListener("paste", (event) => this.#takeFiles(event, event.clipboardData))
    this.words.addEventListener("drop", (event) => this.#takeFiles(event, event.dataTransfer))
    this.words.addEventListener("keydown", (event) => this.#onKey(event))
    this.files.addEventListener("change", () => this.#listFiles())
    this.querySelector("#answers").addEventListener("keydown", (event) => event.key === "Escape" && this.#search())
    this.addEventListener("click", (event) => this.#onClick(event))
    this.form.addEventListener("submit", (event) => setTimeout(() => event.defaultPrevented || this.#isOnItsWay()))
    this.form.addEventListener("htmx:confirm", (event) => event.target === this.form && this.#sendAfterDraft(event))
    this.form.addEventListener("htmx:configRequest", (event) => this.#onSend(event))
    this.form.addEventListener("htmx:afterRequest", (event) => this.#onAnswered(event))
    this.leave = () => this.#keep(true)
    window.addEventListener("pagehide", this.leave)
  }

  disconnectedCallback() {
    this.leave()
    window.removeEventListener("pagehide", this.leave)
  }

  get kind() {
    return this.form.dataset.kind
  }

  // Put words where the cursor is, on lines of their own when they follow others.
  insert(text) {
    const { selectionStart: start, selectionEnd: end, value } = this.words
    const before = value.slice(0, start)
    const gap = before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : ""
    this.words.setRangeText(gap + text, start, end, "end")
    this.words.focus()
    this.words.dispatchEvent(new Event("input", { bubbles: true }))
  }

  // An answer goes in as words or as a link; the form remembers which, in their order.
  #use(button) {
    const one = button.closest("[data-suggestion]")
    const how = button.dataset.insert
    this.insert(how === "link" ? button.dataset.link : one.querySelector("[data-text]").content.textContent)
    this.#remember(`${one.dataset.suggestion}:${how}`)
  }

  #remember(value) {
    const used = document.createElement("input")
    Object.assign(used, { type: "hidden", name: "used", value })
    this.querySelector("[data-used]").append(used)
  }

  // A macro puts words in; they are for the customer.
  take(text, translation) {
    this.#setKind("reply")
    this.insert(text)
    this.#remember(`${translation}:text`)
  }

  // Its Undo takes them out again, unless they were changed meanwhile.
  giveBack(text, translation) {
    const at = this.words.value.lastIndexOf(text)
    if (at < 0) return
    this.words.value = this.words.value.slice(0, at).trimEnd() + this.words.value.slice(at + text.length)
    this.querySelector(`[data-used] [value="${translation}:text"]`)?.remove()
    this.words.dispatchEvent(new Event("input", { bubbles: true }))
  }

  #search() {
    const panel = this.querySelector("#answers")
    panel.hidden = !panel.hidden
    this.querySelector("[data-search]").setAttribute("aria-expanded", String(!panel.hidden))
    if (!panel.hidden) panel.querySelector("input").focus()
  }

  // A colleague is writing too: one amber line. The customer is: a quiet one. Gone soon after the last key.
  sayTyping({ name, customer }) {
    const line = this.querySelector(customer ? ".composer__customer" : ".composer__typing")
    if (name) line.textContent = this.dataset.typing.replace("{name}", name)
    line.hidden = false
    clearTimeout(this.#hiding.get(line))
    this.#hiding.set(line, setTimeout(() => (line.hidden = true), SHOWN))
  }

  // The page she has in front of her; none while she is away. Her browser says what it is called, so it stays text.
  sayPage({ page, title }) {
    const line = this.querySelector(".composer__page")
    line.hidden = !page
    line.querySelector("b").textContent = title || page
    line.title = page
  }

  // What the customer was writing is here.
  customerHasWritten() {
    this.querySelector(".composer__customer").hidden = true
  }

  // Writing ----------------------------------------------------------------------------------------

  #onInput() {
    if (!this.#kept.trim()) this.#noteWhatIsKnown()
    if (!this.words.value.trim()) this.querySelector("[data-used]").replaceChildren()
    clearTimeout(this.#keeping)
    this.#keeping = setTimeout(() => this.#keep(), REST)
    if (this.kind === "reply" && Date.now() - this.#told > TELL) {
      this.#told = Date.now()
      this.dispatchEvent(new CustomEvent("desk-typing", { bubbles: true }))
    }
  }

  // What she knows when she begins is what the page shows then; what comes later she is told before it is sent.
  #noteWhatIsKnown() {
    this.form.elements.seen.value = document.getElementById("conversation-title")?.dataset.last ?? 0
    this.#kept = this.words.value
  }

  async #keep(leaving = false) {
    clearTimeout(this.#keeping)
    if (this.words.value === this.#kept && leaving) return
    this.#kept = this.words.value
    const body = new FormData()
    body.set("text", this.words.value)
    body.set("kind", this.kind)
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value)
    const options = { method: "POST", body, keepalive: leaving, signal: leaving ? undefined : AbortSignal.timeout(PATIENCE) }
    const saving = fetch(this.dataset.draft, options).catch(() => null)
    if (!leaving) this.#saving = saving
    const answer = await saving
    if (this.#saving === saving) this.#saving = null
    if (!leaving) this.#say(answer?.ok && this.words.value.trim() ? this.dataset.kept : "")
  }

  #say(words) {
    this.querySelector(".composer__kept").textContent = words
  }

  #setKind(kind) {
    this.form.dataset.kind = kind
    this.form.action = this.form.dataset[kind] // for a form that is sent before htmx has seen it
    for (const tab of this.querySelectorAll(".composer__tabs [data-kind]"))
      tab.setAttribute("aria-pressed", String(tab.dataset.kind === kind))
    for (const part of this.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind
    this.words.placeholder = kind === "note" ? this.words.dataset.noteHint : this.words.dataset.replyHint
    this.querySelector(".composer__box").classList.toggle("composer__box--note", kind === "note")
    this.files.closest("label").hidden = kind === "note"
  }

  // Sending ----------------------------------------------------------------------------------------

  #onKey(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      this.#submit(event.shiftKey && this.kind === "reply" ? "resolve" : "")
    }
    if (event.key === "Escape") this.words.blur()
  }

  #submit(then) {
    this.form.elements.then.value = then
    this.form.requestSubmit()
  }

  #onClick(event) {
    const tab = event.target.closest(".composer__tabs [data-kind]")
    if (tab) {
      this.#setKind(tab.dataset.kind)
      this.words.focus()
    }
    const insert = event.target.closest("[data-insert]")
    if (insert) this.#use(insert)
    if (event.target.closest("[data-search]")) this.#search()
    const otherwise = event.target.closest("[data-then]")
    this.form.elements.then.value = otherwise ? otherwise.dataset.then : ""
  }

  // Sent as browsers do, before htmx had seen the form: the page that comes shows it, and needs no draft of it.
  #isOnItsWay() {
    clearTimeout(this.#keeping)
    this.#kept = this.words.value
  }

  // A draft that arrived after what was sent would stand there as if it had not been.
  #sendAfterDraft(event) {
    if (!this.#saving) return
    event.preventDefault()
    if (this.#isSending) return
    this.#isSending = true
    this.#saving.finally(() => {
      this.#isSending = false
      event.detail.issueRequest(true)
    })
  }

  #onSend(event) {
    clearTimeout(this.#keeping)
    event.detail.path = this.form.dataset[this.kind]
  }

  #onAnswered({ detail }) {
    if (detail.successful) return this.#begin()
    const newer = this.querySelector("[data-seen]")
    if (newer) this.form.elements.seen.value = newer.dataset.seen
    else if (detail.xhr.status !== 422) this.#complain()
    this.querySelector("#composer-word").scrollIntoView({ block: "nearest" })
  }

  #complain() {
    const word = document.createElement("p")
    word.className = "notice notice--bad notice--small"
    word.textContent = this.closest("live-desk").dataset.broken
    this.querySelector("#composer-word").replaceChildren(word)
  }

  // Sent: an empty sheet.
  #begin() {
    this.words.value = this.#kept = ""
    this.files.value = ""
    this.form.elements.then.value = ""
    this.querySelector("[data-used]").replaceChildren()
    this.#listFiles()
    this.#say("")
    this.#setKind("reply")
    this.querySelector("details[open]")?.removeAttribute("open")
    this.#noteWhatIsKnown()
    this.dispatchEvent(new CustomEvent("desk-sent", { bubbles: true }))
  }

  // Files ------------------------------------------------------------------------------------------

  #takeFiles(event, data) {
    if (!data?.files.length || this.kind === "note") return
    event.preventDefault()
    const all = new DataTransfer()
    for (const file of [...this.files.files, ...data.files]) all.items.add(file)
    this.files.files = all.files
    this.#listFiles()
  }

  #listFiles() {
    const list = this.querySelector(".composer__files")
    list.replaceChildren(...[...this.files.files].map((file) => this.#lineOf(file)))
    list.hidden = !this.files.files.length
  }

  // Its name, and the way to leave it out again.
  #lineOf(file) {
    const line = this.querySelector("template[data-file]").content.firstElementChild.cloneNode(true)
    line.querySelector("[data-name]").textContent = line.title = file.name
    const button = line.querySelector("button")
    button.ariaLabel = this.dataset.leaveOut.replace("{name}", file.name)
    button.addEventListener("click", () => this.#leaveOut(file))
    return line
  }

  #leaveOut(file) {
    const left = new DataTransfer()
    for (const one of this.files.files) if (one !== file) left.items.add(one)
    this.files.files = left.files
    this.#listFiles()
    this.words.focus()
  }
}

customElements.define("desk-composer", DeskComposer)
