// Notices of the browser about what is new in the list: asked for by a button, shown while nobody looks.

const KEPT = "helpwell-notices" // "off": this browser may tell, but is not wanted to

export class BrowserNotices {
  #unread = 0
  #newest = "" // when the newest of the unread rows that are shown was written

  // `desk` has the button, the list, and what is said as its data.
  constructor(desk, unread) {
    this.desk = desk
    this.button = desk.querySelector("[data-notify]")
    this.#unread = unread
    this.#newest = when(this.#newestRow)
    this.button.addEventListener("click", () => this.#switch())
    this.#offer()
  }

  // So many are unread now.
  look(unread) {
    if (unread > this.#unread) this.#notify()
    if (unread !== this.#unread) this.#newest = when(this.#newestRow)
    this.#unread = unread
  }

  #offer() {
    this.button.hidden = !("Notification" in window) || Notification.permission === "denied"
    this.button.setAttribute("aria-pressed", String(areWanted()))
  }

  async #switch() {
    localStorage.setItem(KEPT, areWanted() ? "off" : "on")
    if (Notification.permission === "default") await Notification.requestPermission()
    const word = { denied: "refused", granted: areWanted() ? "notices" : "quiet" }[Notification.permission]
    if (word) this.#say(this.desk.dataset[word])
    this.#offer()
  }

  #say(words) {
    const toast = document.createElement("passing-toast")
    toast.className = "toast"
    toast.textContent = words
    document.getElementById("toasts").replaceChildren(toast)
  }

  get #newestRow() {
    const rows = [...this.desk.querySelectorAll("#rows .conversation--unread")]
    return rows.reduce((newest, row) => (newest && when(newest) >= when(row) ? newest : row), null)
  }

  // A window that others lie upon is not hidden, but nobody looks at it either.
  #notify() {
    if (document.hasFocus() || !areWanted()) return
    const row = this.#newestRow
    const body = when(row) > this.#newest ? wordsOf(row) : "" // what came may stand further down, not shown
    try {
      const notice = new Notification(this.desk.dataset.arrived, { body, tag: "helpwell", renotify: true })
      notice.addEventListener("click", () => window.focus())
    } catch (error) {
      if (error.name !== "TypeError") throw error // phones grant it and have no such constructor
      this.button.hidden = true
    }
  }
}

function areWanted() {
  return "Notification" in window && Notification.permission === "granted" && localStorage.getItem(KEPT) !== "off"
}

function when(row) {
  return row?.querySelector("time").dateTime ?? ""
}

// Who, and what she said last; her first words stand alone.
function wordsOf(row) {
  const said = row.querySelector(".conversation__snippet") ?? row.querySelector(".conversation__subject")
  return `${row.querySelector(".conversation__who").textContent.trim()}: ${said.textContent.trim()}`
}
