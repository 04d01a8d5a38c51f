// <desk-keys>: every deed of the desk by one key. A button says with `data-key` which one presses it.
// Menus close on Escape and when one clicks elsewhere.

const OFF = "helpwell-keys" // whoever speaks to her computer, or types with switches, turns single keys off

class DeskKeys extends HTMLElement {
  #at = -1 // where the current row was last: when it leaves the list, the next one stands there

  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    this.switch = this.querySelector("[data-single-keys]")
    this.switch.checked = localStorage.getItem(OFF) !== "off"
    this.switch.addEventListener("change", () => localStorage.setItem(OFF, this.switch.checked ? "on" : "off"))
    document.addEventListener("keydown", (event) => this.#onKey(event))
    document.addEventListener("click", (event) => this.#onClick(event))
  }

  #onClick(event) {
    this.#here(rowsShown())
    for (const menu of document.querySelectorAll(".menu-under[open]"))
      if (!menu.contains(event.target) || event.target.closest(".menu__item")) menu.open = false
    if (event.target.closest("[data-dialog=keys]")) this.dialog.showModal()
  }

  #onKey(event) {
    if (event.key === "Escape") return event.target.matches("[type=search]") ? leave(event.target) : this.#closeMenu()
    if (document.querySelector("dialog[open]")) return
    if (isUndo(event) && !isWriting(event.target)) return this.#undo(event)
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    if (walk(event)) return event.preventDefault()
    if (event.ctrlKey && event.key === "Enter") this.#here(rowsShown())
    const isFree = !event.altKey && !isWriting(event.target) && this.switch.checked
    if (event.ctrlKey || event.metaKey || !(isFree || (event.altKey && digit))) return
    if (event.key === "?") return this.dialog.showModal()
    const key = digit ?? event.key.toLowerCase()
    if (this.#move(key) || this.#press(key, event.shiftKey && digit)) event.preventDefault()
  }

  // The word about the last deed, or its button above the list once that has gone.
  #undo(event) {
    const button = document.querySelector(".toast__undo") ?? document.querySelector("#last-deed button")
    if (!button) return
    event.preventDefault()
    button.click()
  }

  #closeMenu() {
    const menu = document.querySelector(".menu-under[open]")
    if (!menu) return
    menu.open = false
    menu.querySelector("summary").focus()
  }

  // J and K walk through the rows, O opens the one the focus is on.
  #move(key) {
    const rows = rowsShown()
    const here = this.#here(rows)
    const to = { j: here >= 0 ? here + 1 : this.#at, k: (here >= 0 ? here : this.#at) - 1 }[key]
    if (to !== undefined) rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus()
    if (key === "o") rows[here]?.click()
    if (key === "x") rows[here]?.closest(".conversation").querySelector("input[type=checkbox]")?.click()
    return to !== undefined || ((key === "o" || key === "x") && here >= 0)
  }

  #here(rows) {
    const focused = rows.indexOf(document.activeElement)
    const here = focused >= 0 ? focused : rows.findIndex((row) => row.closest("[aria-current=true]"))
    if (here >= 0) this.#at = here
    return here
  }

  #press(key, otherwise) {
    const all = document.querySelectorAll(`[data-key="${CSS.escape(otherwise ? `shift ${key}` : key)}"]`)
    const one = [...all].find(canBePressed)
    if (!one) return false
    if (one.matches("input, textarea")) one.focus()
    else one.click()
    if (one.matches("summary")) one.parentElement.querySelector(".menu button, .menu a")?.focus()
    return true
  }
}

// Up and down in an open menu, and down from the search of conversations to what it found; whether it moved.
function walk({ key, target }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (target.id === "desk-search" && (step === 1 || key === "Enter")) return toFirstFound()
  const menu = target.closest?.(".menu-under[open]")
  if (!step || !menu || isWriting(target)) return false
  const lines = [...menu.querySelectorAll("summary, .menu button, .menu a, .menu input")].filter((one) => one.checkVisibility())
  lines.at((lines.indexOf(target) + step) % lines.length).focus()
  return true
}

function rowsShown() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent)
}

function toFirstFound() {
  const first = document.querySelector("#found [data-row]")
  first?.focus()
  return Boolean(first)
}

// The first Escape empties it, as browsers do; the second gives the single keys back.
function leave(field) {
  if (field.value === "") field.blur()
}

// A line of a closed menu works as if the menu was open.
function canBePressed(button) {
  const menu = button.closest(".menu-under:not([open])")
  return (menu && !button.matches("summary") ? menu.querySelector("summary") : button).checkVisibility()
}

function isUndo(event) {
  return event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
}

function isWriting(target) {
  return target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")
}

customElements.define("desk-keys", DeskKeys)
