// <desk-palette>: everything of the desk by a few letters. The focus stays in the field: arrows choose, Enter does it.

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform)

class DeskPalette extends HTMLElement {
  #wantsFirst = false // Enter was pressed before the results for these letters were there, or settled

  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    this.words = this.querySelector("[role=combobox]")
    this.found = this.querySelector("[role=listbox]")
    this.said = this.querySelector("[data-said]")
    document.addEventListener("keydown", (event) => this.#onDocumentKey(event))
    document.addEventListener("click", (event) => event.target.closest("[data-palette]") && this.#open())
    this.words.addEventListener("keydown", (event) => this.#onKey(event))
    this.words.addEventListener("input", () => (this.#wantsFirst = false))
    this.addEventListener("htmx:afterSettle", () => this.#onFound()) // before that htmx does not know the new options
    this.found.addEventListener("pointermove", (event) => this.#choose(event.target.closest("[role=option]")))
    this.found.addEventListener("click", (event) => this.#onChosen(event.target.closest("[role=option]")))
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close())
    for (const mark of document.querySelectorAll("[data-ctrl]")) if (IS_MAC) mark.textContent = mark.textContent.replace("Ctrl ", "⌘")
  }

  #open() {
    if (document.querySelector("dialog[open]")) return
    this.words.value = ""
    this.words.form.elements.conversation.value = document.querySelector("[data-conversation]")?.dataset.conversation ?? ""
    this.found.replaceChildren()
    this.dialog.showModal()
    this.words.focus()
    htmx.trigger(this.words, "opened")
  }

  // The editor has a use of its own for these keys, and says so.
  #onDocumentKey(event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
    event.preventDefault()
    if (this.dialog.open) this.dialog.close()
    else this.#open()
  }

  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.#move(step)
    else if (event.key === "Enter") this.#enter()
    else return
    event.preventDefault()
  }

  get #options() {
    return [...this.found.querySelectorAll("[role=option]")]
  }

  get #chosen() {
    return this.found.querySelector("[aria-selected=true]")
  }

  // Whether what is shown was found for what stands in the field now.
  get #isFresh() {
    return this.found.querySelector("data")?.value === this.words.value.trim().replace(/\s+/g, " ")
  }

  #move(step) {
    const options = this.#options
    const at = options.indexOf(this.#chosen) + step
    this.#choose(options.at(at % options.length))
    this.#chosen?.scrollIntoView({ block: "nearest" })
  }

  #choose(option) {
    if (!option || option === this.#chosen) return
    this.#chosen?.setAttribute("aria-selected", "false")
    option.setAttribute("aria-selected", "true")
    this.words.setAttribute("aria-activedescendant", option.id)
  }

  #enter() {
    if (this.#isFresh && this.#chosen) this.#chosen.click()
    else this.#wantsFirst = true
  }

  #onFound() {
    const options = this.#options
    this.words.removeAttribute("aria-activedescendant")
    this.#choose(options[0])
    this.found.scrollTop = 0
    this.said.textContent = options.length === 1 ? this.dataset.countOne : this.dataset.count.replace("{count}", options.length)
    if (!this.#wantsFirst || !this.#isFresh) return
    this.#wantsFirst = false
    options[0]?.click()
  }

  // The dialog gives the focus back first; a button of the page may then take it on.
  #onChosen(option) {
    if (!option) return
    this.dialog.close()
    if (option.dataset.presses) press(option.dataset.presses)
  }
}

// Where the button stands in a part that is folded away on a narrow screen, the part comes first.
function press(key) {
  const buttons = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)]
  const button = buttons.find((one) => one.checkVisibility()) ?? buttons[0]
  if (!button) return
  if (!button.checkVisibility() && button.closest("#context")) document.getElementById("fold-context")?.click()
  if (button.matches("input, textarea")) return button.focus()
  button.click()
  if (button.matches("summary")) button.parentElement.querySelector(".menu button, .menu a")?.focus()
}

customElements.define("desk-palette", DeskPalette)
