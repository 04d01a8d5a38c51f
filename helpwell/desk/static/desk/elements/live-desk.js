// <live-desk>: keeps the list and the open conversation as they are on the server, told by a websocket.
// While there is no connection it asks by itself now and then.
import { BrowserNotices } from "browser-notices"
import { DeskLine } from "desk-line"
import { ReadingPlace } from "reading-place"

const CLOCK = 60_000 // ms between two looks at what only the time changes, such as "25 min left"
const LIST_PAUSE = 2000 // ms between two looks at the list, however much others do
const LIST_SPREAD = 500 // ms within which the pages of all agents look, when they are told at the same moment

class LiveDesk extends HTMLElement {
  #line = null
  #place = new ReadingPlace(this)
  #notices = null
  #clock = 0
  #resting = 0
  #soon = 0
  #isStale = false
  #isHeld = false
  #onBack = () => this.#onOpened()

  connectedCallback() {
    this.list = this.querySelector(".desk__list")
    this.pane = document.getElementById("pane")
    this.addEventListener("htmx:afterSwap", (event) => event.detail.target === this.pane && this.#onOpened())
    this.addEventListener("htmx:oobAfterSwap", (event) => this.#onNews(event.detail.target))
    this.addEventListener("htmx:configRequest", (event) => this.#onAsk(event.detail))
    this.addEventListener("htmx:beforeSwap", (event) => this.#onBeforeSwap(event))
    document.body.addEventListener("htmx:historyRestore", this.#onBack) // htmx tells the body alone
    this.addEventListener("conversation-changed", () => this.#lookAtList())
    this.addEventListener("desk-typing", () => this.#line.tell({ typing: this.#open }))
    this.addEventListener("click", (event) => this.#onClick(event))
    this.list.addEventListener("pointerleave", () => this.#onPointerAway())
    this.list.addEventListener("pointerover", ({ target }) => target.closest("#rows") || this.#onPointerAway())
    document.addEventListener("visibilitychange", () => document.hidden || this.look())
    this.#clock = setInterval(() => document.hidden || this.look(), CLOCK)
    this.#notices = new BrowserNotices(this, this.#unread)
    this.#line = new DeskLine(this)
    this.#onOpened()
  }

  disconnectedCallback() {
    clearTimeout(this.#resting)
    clearTimeout(this.#soon)
    clearInterval(this.#clock)
    document.body.removeEventListener("htmx:historyRestore", this.#onBack)
    this.#place.leave()
    this.#line.close()
  }

  get #open() {
    return Number(this.querySelector("[data-conversation]")?.dataset.conversation ?? 0)
  }

  // What the line says -----------------------------------------------------------------------------

  opened(wasCut) {
    if (wasCut) this.look()
    this.dataset.live = "yes"
    this.#line.tell({ open: this.#open })
  }

  lost() {
    delete this.dataset.live
  }

  told({ changed, list, typing, page }) {
    if (changed && changed === this.#open) {
      this.querySelector("desk-composer")?.customerHasWritten()
      this.#refreshConversation()
    }
    if (list) this.#refreshListSoon()
    if (page && page.conversation === this.#open) this.querySelector("desk-composer")?.sayPage(page)
    if (typing && typing.conversation === this.#open) this.querySelector("desk-composer")?.sayTyping(typing)
  }

  look() {
    this.#refreshList()
    this.#refreshConversation()
  }

  // What changed -----------------------------------------------------------------------------------

  #refreshListSoon() {
    this.#soon ||= setTimeout(() => {
      this.#soon = 0
      this.#refreshList()
    }, Math.random() * LIST_SPREAD)
  }

  // At once, and then at most once a pause: while much arrives, every open page would ask all the time.
  #refreshList() {
    this.#isStale = Boolean(this.#resting)
    if (!this.#isStale) this.#lookAtList()
  }

  // After her own deeds she waits for nothing. What she was told of before is seen with it.
  #lookAtList() {
    clearTimeout(this.#soon)
    clearTimeout(this.#resting)
    this.#soon = 0
    this.#isStale = false
    htmx.trigger("#list-news", "news")
    this.#resting = setTimeout(() => {
      this.#resting = 0
      if (this.#isStale) this.#refreshList()
    }, LIST_PAUSE)
  }

  #refreshConversation() {
    if (this.#open) htmx.trigger("#conversation-news", "news")
  }

  // As many rows as she has unfolded: else the list would shrink under her, and jump to where it is short.
  #onAsk(request) {
    if (request.elt.id === "composer") this.#place.goToEnd()
    if (request.elt.id !== "list-news") return
    const count = this.list.querySelectorAll("#rows .conversation").length
    request.path = request.path.replace(/\bshown=\d*/, `shown=${count}`)
  }

  // Rows never jump under the pointer: while it is on them they wait until it leaves.
  // A page that has lost its sign-in is loaded anew, which leads to the sign-in.
  #onBeforeSwap(event) {
    if (new URL(event.detail.xhr.responseURL || location.href).pathname.startsWith("/accounts/")) location.reload()
    if (event.detail.elt.id === "list-news") {
      this.#isHeld = this.list.querySelector("#rows:hover") !== null && !matchMedia("(hover: none)").matches
      if (this.#isHeld) event.detail.serverResponse = withoutRows(event.detail.serverResponse)
    }
  }

  #onPointerAway() {
    if (this.#isHeld) this.#lookAtList()
  }

  #onNews(part) {
    this.#place.keep(part.id === "conversation-head")
    this.#markCurrent()
    this.#retitle()
    this.#notices.look(this.#unread)
  }

  // What is shown ----------------------------------------------------------------------------------

  #onOpened() {
    this.dataset.pane = this.#open ? "conversation" : "list"
    this.#line.tell({ open: this.#open })
    this.#markCurrent()
    this.#row?.classList.remove("conversation--unread")
    this.#retitle()
    this.#place.open()
  }

  get #row() {
    return document.getElementById(`row-${this.#open}`)
  }

  #markCurrent() {
    for (const row of this.list.querySelectorAll("[aria-current=true].conversation")) row.removeAttribute("aria-current")
    this.#row?.setAttribute("aria-current", "true")
  }

  get #unread() {
    return Number(document.getElementById("unread")?.value ?? 0)
  }

  #retitle() {
    const words = this.querySelector("h1")?.textContent.trim()
    const count = this.#unread ? `(${this.#unread}) ` : ""
    document.title = `${count}${words} – ${this.dataset.title}`
  }

  #onClick(event) {
    const to = event.target.closest("[data-pane-to]")
    if (to) {
      event.preventDefault()
      this.dataset.pane = to.dataset.paneTo === this.dataset.pane ? "conversation" : to.dataset.paneTo
    }
  }
}

// The same answer, without the list itself: counts may change under the pointer, rows may not.
function withoutRows(answer) {
  const part = document.createElement("template")
  part.innerHTML = answer
  part.content.getElementById("rows")?.remove()
  return part.innerHTML
}

customElements.define("live-desk", LiveDesk)
