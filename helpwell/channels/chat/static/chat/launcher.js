// <helpwell-chat inbox="KEY">: the button in the corner of any website. What lies behind it is loaded when it is wanted.
// Runs inside a function that gets `place`: the addresses of this server, of the module and of the stylesheet.

const HELP = { de: "Hilfe", lv: "Palīdzība" } // English and all else: Help
const ICON = "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7l-5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5Z"
// The page's own rules may reach the element itself; only an important rule from inside stands above theirs.
const STYLE = `
:host { all: initial !important; display: block !important; position: fixed !important; z-index: 2147483000 !important;
  inset-block-end: 16px !important; inset-inline-end: 16px !important; color-scheme: light dark !important;
  font: 400 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif !important; --hue: var(--helpwell-hue, 215); }
:host([theme="light"]) { color-scheme: light !important; }
:host([theme="dark"]) { color-scheme: dark !important; }
:host([hidden]) { display: none !important; }
.launcher { all: unset; box-sizing: border-box; display: flex; align-items: center; gap: 8px; min-block-size: 52px;
  padding-inline: 16px 20px; border-radius: 99px; cursor: pointer; position: relative;
  font-weight: 500; line-height: 1;
  background: light-dark(oklch(.43 .075 var(--hue)), oklch(.8 .075 var(--hue)));
  color: light-dark(#fff, oklch(.235 .03 var(--hue)));
  box-shadow: 0 1px 3px #0003, 0 8px 24px -6px #0005; }
.launcher:hover { background: light-dark(oklch(.36 .06 var(--hue)), oklch(.87 .05 var(--hue))); }
.launcher:focus-visible { outline: 2px solid light-dark(oklch(.5 .086 var(--hue)), oklch(.8 .075 var(--hue))); outline-offset: 3px; }
.launcher[hidden] { display: none; }
.launcher[aria-busy="true"] { opacity: .7; }
svg { inline-size: 24px; block-size: 24px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; }
.count { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 20px; box-sizing: border-box;
  padding: 4px 6px; border-radius: 99px; background: oklch(.54 .175 27); color: #fff; font-size: 12px; text-align: center; }
.count:empty { display: none; }
@media print { :host { display: none !important; } }
@media (forced-colors: active) { .launcher { border: 2px solid; } }`

class HelpwellChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return
    const root = this.attachShadow({ mode: "open" })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    root.adoptedStyleSheets = [sheet]
    root.append(this.#launcher())
    const wake = () => this.#remembers() && this.#wake() // somebody who wrote before, here or in another tab, hears of an answer
    addEventListener("storage", wake)
    wake()
    const [invitation, ...inviting] = place.inviting
    if (inviting.includes(this.getAttribute("inbox"))) idle(() => import(invitation).then((one) => one.invite(this, place.root)).catch(() => {}))
  }

  // Show it. `quietly`: it comes by itself, and takes no focus.
  async open(quietly) {
    this.#button.setAttribute("aria-busy", "true")
    const chat = await this.#load().finally(() => this.#button.removeAttribute("aria-busy"))
    chat.open(quietly)
  }

  close() {
    this.#chat?.then((chat) => chat.close())
  }

  // A token the website's server signed says who she is; null when she has signed out.
  async identify(token) {
    (await this.#load()).identify(token)
  }

  async prefill(text) {
    (await this.#load()).prefill(text)
  }

  #button
  #chat

  #launcher() {
    const button = document.createElement("button")
    const label = this.getAttribute("label") || help(this.getAttribute("lang"))
    button.className = "launcher"
    button.type = "button"
    button.setAttribute("aria-expanded", "false")
    button.append(icon(), label, Object.assign(document.createElement("span"), { className: "count" }))
    const failed = () => this.dispatchEvent(new CustomEvent("helpwell:failed", { bubbles: true }))
    button.addEventListener("click", () => this.open().catch(failed))
    return (this.#button = button)
  }

  #remembers() {
    try {
      return Boolean(localStorage.getItem(`helpwell.${this.getAttribute("inbox")}.session`))
    } catch {
      return false // storage is blocked: nothing was kept
    }
  }

  #wake() {
    idle(() => this.#load())
  }

  #load() {
    this.#chat ??= import(place.module).then((module) => module.start(this, place, this.#button)).catch((error) => {
      this.#chat = undefined // the next click tries again
      throw error
    })
    return this.#chat
  }
}

function idle(work) {
  (window.requestIdleCallback || setTimeout)(work)
}

function icon() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", ICON)
  svg.append(path)
  return svg
}

if (!customElements.get("helpwell-chat")) customElements.define("helpwell-chat", HelpwellChat)

function help(language) {
  return HELP[(language || document.documentElement.lang || navigator.language).slice(0, 2)] || "Help"
}

// With `data-inbox` on the script tag, the tag alone is enough; `data-footer` adds a link to the page's footer.
const tag = document.currentScript ?? document.querySelector('script[data-inbox][src*="/chat/widget.js"]')
const add = () => {
  if (!tag?.dataset.inbox || document.querySelector("helpwell-chat")) return
  const element = document.createElement("helpwell-chat")
  element.setAttribute("inbox", tag.dataset.inbox)
  document.body.append(element)
  const footer = "footer" in tag.dataset && [...document.querySelectorAll("footer")].at(-1)
  if (footer) footer.append(" ", Object.assign(document.createElement("a"), { href: `${place.root}/`, textContent: help() }))
}
if (document.body) add()
else addEventListener("DOMContentLoaded", add)
