// <live-desk>: keeps the list and the open conversation as they are on the server, told by a websocket.
// While there is no connection it asks by itself now and then.

const POLL = 15_000 // ms between asking while nobody tells
const CLOCK = 60_000 // ms between two looks at what only the time changes, such as "25 min left"
const FIRST_WAIT = 500 // ms before the first new connection; each one after it waits twice as long
const LONGEST_WAIT = 30_000 // ms
const LIST_PAUSE = 2000 // ms between two looks at the list, however much others do
const LIST_SPREAD = 500 // ms within which the pages of all agents look, when they are told at the same moment
const NOTICES = "helpwell-notices" // "off": this browser may tell, but is not wanted to
const NEAR_END = 120 // px: who reads this near the end wants to see what is added

class LiveDesk extends HTMLElement {
  #socket = null
  #tries = 0
  #polling = 0
  #clock = 0
  #waiting = 0
  #resting = 0
  #soon = 0
  #isStale = false
  #unread = 0
  #newest = "" // when the newest of the unread rows that are shown was written
  #isHeld = false
  #isAtEnd = true
  #seen = "" // the newest message, when she last saw it change
  #onBack = () => this.#onOpened()
  #placedAt = -1 // where a conversation was opened that has something new; she reads from there on
  #size = new ResizeObserver(() => this.#keepEnd())

  connectedCallback() {
    this.list = this.querySelector(".desk__list")
    this.pane = document.getElementById("pane")
    this.addEventListener("htmx:afterSwap", (event) => event.detail.target === this.pane && this.#onOpened())
    this.addEventListener("htmx:oobAfterSwap", (event) => this.#onNews(event.detail.target))
    this.addEventListener("htmx:configRequest", (event) => this.#onAsk(event.detail))
    this.addEventListener("htmx:beforeSwap", (event) => this.#onBeforeSwap(event))
    document.body.addEventListener("htmx:historyRestore", this.#onBack) // htmx tells the body alone
    this.addEventListener("conversation-changed", () => this.#lookAtList())
    this.addEventListener("desk-typing", () => this.#tell({ typing: this.#open }))
    this.addEventListener("click", (event) => this.#onClick(event))
    this.list.addEventListener("pointerleave", () => this.#onPointerAway())
    this.list.addEventListener("pointerover", ({ target }) => target.closest("#rows") || this.#onPointerAway())
    document.addEventListener("visibilitychange", () => document.hidden || this.#refresh())
    this.#clock = setInterval(() => document.hidden || this.#refresh(), CLOCK)
    this.#unread = this.#unreadNow
    this.#newest = when(this.#newestRow)
    this.#offerNotices()
    this.#connect()
    this.#onOpened()
  }

  disconnectedCallback() {
    clearTimeout(this.#waiting)
    clearTimeout(this.#resting)
    clearTimeout(this.#soon)
    clearInterval(this.#polling)
    clearInterval(this.#clock)
    document.body.removeEventListener("htmx:historyRestore", this.#onBack)
    this.#size.disconnect()
    this.#socket?.close()
  }

  get #open() {
    return Number(this.querySelector("[data-conversation]")?.dataset.conversation ?? 0)
  }

  // The connection ---------------------------------------------------------------------------------

  #connect() {
    this.#socket = new WebSocket(new URL("/desk/live/", location.href.replace(/^http/, "ws")))
    this.#socket.addEventListener("open", () => this.#onConnected())
    this.#socket.addEventListener("message", (event) => this.#onTold(JSON.parse(event.data)))
    this.#socket.addEventListener("close", () => this.#onLost())
  }

  #onConnected() {
    clearInterval(this.#polling)
    if (this.#tries) this.#refresh()
    this.#tries = 0
    this.dataset.live = "yes"
    this.#tell({ open: this.#open })
  }

  #onLost() {
    if (!this.isConnected) return
    delete this.dataset.live
    clearInterval(this.#polling)
    this.#polling = setInterval(() => document.hidden || this.#refresh(), POLL)
    const wait = Math.min(FIRST_WAIT * 2 ** this.#tries++, LONGEST_WAIT)
    this.#waiting = setTimeout(() => this.#connect(), wait * (0.5 + Math.random()))
  }

  #tell(word) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(word))
  }

  #onTold({ changed, list, typing, page }) {
    if (changed && changed === this.#open) {
      this.querySelector("desk-composer")?.customerHasWritten()
      this.#refreshConversation()
    }
    if (list) this.#refreshListSoon()
    if (page && page.conversation === this.#open) this.querySelector("desk-composer")?.sayPage(page)
    if (typing && typing.conversation === this.#open) this.querySelector("desk-composer")?.sayTyping(typing)
  }

  // What changed -----------------------------------------------------------------------------------

  #refresh() {
    this.#refreshList()
    this.#refreshConversation()
  }

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
    if (request.elt.id === "composer") this.#goToEnd()
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
    if (part.id === "conversation-head" && this.#last !== this.#seen) this.#placedAt = -1
    this.#seen = this.#last
    this.#keepEnd()
    this.#markCurrent()
    this.#retitle()
    if (this.#unreadNow > this.#unread) this.#notify()
    if (this.#unreadNow !== this.#unread) this.#newest = when(this.#newestRow)
    this.#unread = this.#unreadNow
  }

  // What is shown ----------------------------------------------------------------------------------

  #onOpened() {
    this.dataset.pane = this.#open ? "conversation" : "list"
    this.#tell({ open: this.#open })
    this.#markCurrent()
    this.#row?.classList.remove("conversation--unread")
    this.#retitle()
    this.#followEnd()
    this.#seen = this.#last
    this.#toBeginning()
  }

  // The number of the newest message that is shown.
  get #last() {
    return document.getElementById("conversation-title")?.dataset.last
  }

  get #row() {
    return document.getElementById(`row-${this.#open}`)
  }

  #markCurrent() {
    for (const row of this.list.querySelectorAll("[aria-current=true].conversation")) row.removeAttribute("aria-current")
    this.#row?.setAttribute("aria-current", "true")
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

  get #scroll() {
    return this.querySelector(".desk__scroll")
  }

  get #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll ?? document.body
    return scrollHeight - scrollTop - clientHeight < NEAR_END
  }

  // Her own words come to stand there.
  #goToEnd() {
    this.#placedAt = -1
    this.#isAtEnd = true
  }

  #keepEnd() {
    const hasMoved = this.#scroll?.scrollTop !== this.#placedAt
    if (this.#isAtEnd && hasMoved) this.#toEnd()
  }

  // Who reads the end keeps it in sight, whatever opens below it.
  #followEnd() {
    this.#size.disconnect()
    if (!this.#scroll) return
    this.#scroll.addEventListener("scroll", () => (this.#isAtEnd = this.#isNearEnd))
    this.#size.observe(this.#scroll)
  }

  #toEnd() {
    this.#scroll?.scrollTo(0, 1e9)
  }

  get #unreadNow() {
    return Number(document.getElementById("unread")?.value ?? 0)
  }

  #retitle() {
    const words = this.querySelector("h1")?.textContent.trim()
    const count = this.#unreadNow ? `(${this.#unreadNow}) ` : ""
    document.title = `${count}${words} – ${this.dataset.title}`
  }

  #onClick(event) {
    const to = event.target.closest("[data-pane-to]")
    if (to) {
      event.preventDefault()
      this.dataset.pane = to.dataset.paneTo === this.dataset.pane ? "conversation" : to.dataset.paneTo
    }
    if (event.target.closest("[data-notify]")) this.#switchNotices()
  }

  // Notices of the browser: asked for by a button, shown while nobody looks --------------------------

  #offerNotices() {
    const button = this.querySelector("[data-notify]")
    button.hidden = !("Notification" in window) || Notification.permission === "denied"
    button.setAttribute("aria-pressed", String(wantsNotices()))
  }

  async #switchNotices() {
    localStorage.setItem(NOTICES, wantsNotices() ? "off" : "on")
    if (Notification.permission === "default") await Notification.requestPermission()
    const word = { denied: "refused", granted: wantsNotices() ? "notices" : "quiet" }[Notification.permission]
    if (word) this.#say(this.dataset[word])
    this.#offerNotices()
  }

  get #newestRow() {
    const rows = [...this.list.querySelectorAll("#rows .conversation--unread")]
    return rows.reduce((newest, row) => (newest && when(newest) >= when(row) ? newest : row), null)
  }

  #say(words) {
    const toast = document.createElement("passing-toast")
    toast.className = "toast"
    toast.textContent = words
    document.getElementById("toasts").replaceChildren(toast)
  }

  // A window that others lie upon is not hidden, but nobody looks at it either.
  #notify() {
    if (document.hasFocus() || !wantsNotices()) return
    const row = this.#newestRow
    const body = when(row) > this.#newest ? wordsOf(row) : "" // what came may stand further down, not shown
    try {
      new Notification(this.dataset.arrived, { body, tag: "helpwell", renotify: true }).addEventListener("click", () => window.focus())
    } catch (error) {
      if (error.name !== "TypeError") throw error // phones grant it and have no such constructor
      this.querySelector("[data-notify]").hidden = true
    }
  }
}

function when(row) {
  return row?.querySelector("time").dateTime ?? ""
}

// Who, and what she said last; her first words stand alone.
function wordsOf(row) {
  const said = row.querySelector(".conversation__snippet") ?? row.querySelector(".conversation__subject")
  return `${row.querySelector(".conversation__who").textContent.trim()}: ${said.textContent.trim()}`
}

function wantsNotices() {
  return "Notification" in window && Notification.permission === "granted" && localStorage.getItem(NOTICES) !== "off"
}

// The same answer, without the list itself: counts may change under the pointer, rows may not.
function withoutRows(answer) {
  const part = document.createElement("template")
  part.innerHTML = answer
  part.content.getElementById("rows")?.remove()
  return part.innerHTML
}

customElements.define("live-desk", LiveDesk)
