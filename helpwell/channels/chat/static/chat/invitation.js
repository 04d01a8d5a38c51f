// A word beside the button after some time on a page. Once in a visit, never again once it was dismissed, and never
// while she talks to us already. It takes no focus, and covers nothing on a small screen.

const STYLE = `
.invitation { position: absolute; inset-block-end: 64px; inset-inline-end: 0; box-sizing: border-box; inline-size: min(300px, 100vw - 32px);
  padding: 4px 16px 16px; border-radius: 16px; background: light-dark(#fff, #1c2428); color: light-dark(#1c2428, #fff);
  box-shadow: 0 0 0 1px #8884, 0 12px 32px -8px #0005; }
.invitation button { all: unset; cursor: pointer; font-weight: 500; padding: 8px 14px; border-radius: 8px; }
.invitation button:focus-visible { outline: 2px solid; outline-offset: 2px; }
.invitation p + button { background: light-dark(oklch(.43 .075 var(--hue)), oklch(.8 .075 var(--hue))); color: light-dark(#fff, #1c2428); }
@media (forced-colors: active) { .invitation, .invitation button { border: 1px solid; } }`

export async function invite(host, root) {
  const inbox = host.getAttribute("inbox")
  const key = `helpwell.${inbox}.`
  if (sessionStorage[`${key}invited`] || localStorage[`${key}dismissed`] || localStorage[`${key}session`]) return
  const visits = visitsOf(key)
  const address = `${root}/chat/${encodeURIComponent(inbox)}/invitations/`
  const language = host.lang || document.documentElement.lang || navigator.language
  const answer = await fetch(`${address}?${new URLSearchParams({ language, address: location.origin + location.pathname })}`)
  const told = await answer.json()
  const one = told.list?.find((found) => found.visits <= visits)
  if (!one) return
  await Promise.all([new Promise((due) => setTimeout(due, one.seconds * 1000)), scrolled(one.scroll)])
  const launcher = host.shadowRoot.querySelector(".launcher")
  if (launcher.hidden || sessionStorage[`${key}invited`]) return // she was quicker, perhaps in another tab
  sessionStorage[`${key}invited`] = "1"
  const count = (what) => fetch(`${address}${one.id}/`, { method: "POST", body: what, keepalive: true }).catch(() => {})
  count("shown")
  const dismiss = () => {
    localStorage[`${key}dismissed`] = "1"
    count("dismissed")
  }
  if (!one.panel || matchMedia("(max-width: 640px)").matches) return show(host, launcher, one, told, count, dismiss)
  host.open(true)
  host.addEventListener("helpwell:sent", () => count("opened"), { once: true })
  host.addEventListener("helpwell:close", dismiss, { once: true })
}

// How often she has been here, this time included.
function visitsOf(key) {
  if (!sessionStorage[`${key}visit`]) localStorage[`${key}visits`] = Number(localStorage[`${key}visits`] || 0) + 1
  sessionStorage[`${key}visit`] = "1"
  return Number(localStorage[`${key}visits`])
}

function scrolled(share) {
  return new Promise((done) => {
    const look = () => {
      const page = document.documentElement
      if (((scrollY + innerHeight) / page.scrollHeight) * 100 < share) return
      removeEventListener("scroll", look)
      done()
    }
    addEventListener("scroll", look, { passive: true })
    look()
  })
}

function show(host, launcher, one, told, count, dismiss) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  host.shadowRoot.adoptedStyleSheets.push(sheet)
  const card = make("div", { className: "invitation", role: "status", lang: told.language, dir: told.direction })
  host.addEventListener("helpwell:open", () => card.remove()) // by its button, or by the page
  const button = (textContent, deed) => make("button", { type: "button", textContent, onclick: () => (card.remove(), deed()) })
  const open = button(told.open, () => (count("opened"), host.open()))
  const no = button(told.dismiss, () => (dismiss(), launcher.focus()))
  card.append(make("p", { textContent: one.text }), open, no)
  launcher.before(card)
}

function make(name, values) {
  return Object.assign(document.createElement(name), values)
}
