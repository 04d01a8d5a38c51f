// <desk-keys>: every deed of the desk by one key. A button says with `data-key` which one presses it.
// Menus close on Escape and when one clicks elsewhere.

const OFF = "helpwell-keys" // whoever speaks to her computer, or types with switches, turns single keys off

class DeskKeys extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    this.switch = this.querySelector("[data-single-keys]")
    this.switch.checked = localStorage.getItem(OFF) !== "off"
    this.switch.addEventListener("change", () => localStorage.setItem(OFF, this.switch.checked ? "on" : "off"))
    document.addEventListener("keydown", (event) => this.#onKey(event))
    document.addEventListener("click", (event) => this.#onClick(event))
  }

  #onClick(event) {
    for (const menu of document.querySelectorAll(".menu-under[open]"))
      if (!menu.contains(event.target) || event.target.closest(".menu__item")) menu.open = false
    if (event.target.closest("[data-dialog=keys]")) this.dialog.showModal()
  }

  #onKey(event) {
    if (event.key === "Escape") return this.#closeMenu()
    if (document.querySelector("dialog[open]")) return
    if (isUndo(event) && !isWriting(event.target)) return this.#undo(event)
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    const isFree = !event.altKey && !isWriting(event.target) && this.switch.checked
    if (event.ctrlKey || event.metaKey || !(isFree || (event.altKey && digit))) return
    if (event.key === "?") return this.dialog.showModal()
    const key = digit ?? event.key.toLowerCase()
    if (this.#move(key) || this.#press(key, event.shiftKey && digit)) event.preventDefault()
  }

  // The word about the last deed, or its line in the list's menu once that has gone.
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
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent)
    const at = rows.indexOf(document.activeElement)
    const here = at >= 0 ? at : rows.findIndex((row) => row.closest("[aria-current=true]"))
    const to = { j: here + 1, k: here - 1 }[key]
    if (to !== undefined) rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus()
    if (key === "o") rows[here]?.click()
    if (key === "x") rows[here]?.closest(".conversation").querySelector("input[type=checkbox]")?.click()
    return to !== undefined || ((key === "o" || key === "x") && here >= 0)
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
