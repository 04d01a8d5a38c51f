// One conversation: what was said as a log that screen readers follow, cards for answers, and the line to a person.

import { helped } from "./article.js"
import { composer } from "./composer.js"
import { fill, h, icon, iconButton, words } from "./dom.js"

const SHOWN = 6_000 // ms after the last key
const ARTICLE = "article:"
const PICTURE = 220 // pixels at most; known before it is loaded, so that nothing jumps

export function talkScreen(panel, talk) {
  const { texts } = panel.welcome
  const log = h("div.scroll.log", { role: "log", "aria-label": texts.log, "aria-relevant": "additions", tabIndex: 0 })
  const below = h("div.below", {})
  const typing = h("p.typing", { "aria-live": "off", hidden: true })
  const screen = { isAtEnd: true, talk, log, below, typing, shown: new Map(), announced: new Set() }
  const write = composer(panel, talk)
  const copy = h("div.copy", {})
  const foot = line(panel, screen)
  screen.copy = copy
  panel.focusable = write.field
  panel.screen = {
    update: () => update(panel, screen),
    copied: () => copy.replaceChildren(),
    typing: (conversation) => conversation === talk.conversation && showTyping(panel, screen),
  }
  log.addEventListener("scroll", () => (screen.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60))
  new ResizeObserver(() => stay(screen)).observe(log) // what is below has grown
  update(panel, screen)
  return [log, h("footer.foot", {}, write.element, copy, foot)]
}

// Bring the log up to date. What is there stays as it is, so that nothing is announced twice and no focus is lost.
function update(panel, screen) {
  const { talk, log, below, shown } = screen
  const state = panel.mailbox.states.get(talk.conversation)
  const entries = entriesOf(panel, talk, state)
  for (const key of [...shown.keys()]) if (!entries.some((entry) => entry.key === key)) shown.get(key).remove(), shown.delete(key)
  if (!log.contains(below)) log.append(screen.typing, below)
  let before
  for (const entry of entries) before = place(screen, entry, before)
  showBelow(panel, screen, state)
  showLine(panel, screen, state)
  panel.setState(state, talk)
  stay(screen)
}

// Who reads the end keeps it in sight.
function stay({ log, isAtEnd }) {
  if (isAtEnd) log.scrollTop = log.scrollHeight
}

// Gives back where it stands. What stood there in another form is not announced again.
function place({ log, typing, shown, announced }, { key, id, make }, before) {
  if (shown.has(key)) return shown.get(key)
  const element = make()
  if (announced.has(id)) element.ariaLive = "off"
  announced.add(id)
  shown.set(key, element)
  if (before) before.after(element)
  else log.prepend(element)
  if (id) typing.hidden = true // what was being written is here
  return element
}

// A person is writing: said for a moment, announced to nobody.
function showTyping(panel, screen) {
  const { talk, typing } = screen
  const { texts, name } = panel.welcome
  typing.textContent = fill(texts.writing, { name: panel.mailbox.states.get(talk.conversation)?.person?.name ?? name })
  typing.hidden = false
  clearTimeout(typing.timer)
  typing.timer = setTimeout(() => (typing.hidden = true), SHOWN)
  stay(screen)
}

function entriesOf(panel, talk, state) {
  const { texts, name, parts } = panel.welcome
  const messages = panel.mailbox.said(talk.conversation)
  const waiting = panel.mailbox.waiting(talk.conversation)
  const entries = []
  if (!messages.length) {
    const hint = talk.person || !parts.assistant ? texts.personHint : fill(texts.assistantHint, { name })
    entries.push({ key: "hint", make: () => h("p.hint", {}, hint) })
  }
  let day = ""
  let by = ""
  const last = messages.at(-1)
  for (const message of messages) {
    const today = dayOf(message.at, panel)
    if (today !== day) entries.push({ key: `day ${today}`, make: () => h("p.day", {}, today) })
    day = today
    if (message.by && message.by.name !== by) {
      by = message.by.name
      const text = fill(texts.joined, { name: by })
      entries.push({ key: `joined ${message.number}`, make: () => h("p.event", {}, icon("person"), text) })
    }
    const isLast = message === last && !waiting.length
    const choices = isLast && message.kind === "automatic" ? "open" : "shut"
    const key = `${message.number} ${message.isOurs ? "ours" : "told"} ${message.card?.choices ? choices : ""}`
    entries.push({ key, id: message.id || message.number, make: () => messageOf(panel, talk, message, isLast) })
  }
  for (const one of waiting) entries.push({ key: `${one.id} ${one.refused ?? ""}`, id: one.id, make: () => waitingOf(panel, one) })
  if (last?.kind === "mine" && !waiting.length && last.number <= state?.seen)
    entries.push({ key: `seen ${last.number}`, make: () => h("p.state", { "aria-live": "off" }, icon("check"), texts.seen) })
  if (state?.status === "resolved") entries.push({ key: `resolved ${last?.number}`, make: () => h("p.event", {}, icon("check"), texts.resolved) })
  return entries
}

function messageOf(panel, talk, message, isLast) {
  if (message.kind === "automatic") return automatic(panel, talk, message, isLast)
  const { texts } = panel.welcome
  const isMine = message.kind === "mine"
  const who = isMine ? texts.you : `${message.by.name}, ${texts.person}`
  const badge = isMine ? h("span.hidden", {}, who) : h("p.by", {}, h("span.avatar", { "aria-hidden": "true" }, message.by.initials), h("b", {}, message.by.name), h("span.badge", {}, texts.person))
  return h(`div.said.said--${message.kind}`, { title: timeOf(message.at, panel) }, badge, message.text && h("div.bubble", { dir: "auto" }, words(message.text)), (message.files ?? []).map((file) => fileOf(panel, file)))
}

function automatic(panel, talk, message, isLast) {
  const { texts } = panel.welcome
  const { source } = message.card
  const choices = shownChoices(panel, message.card).filter(({ value }) => isLast || value.startsWith(ARTICLE))
  const said = words(message.text)
  const link = source && h("p.card__source", {}, h("button.link", { onclick: () => panel.read(source.article) }, icon("book"), source.title))
  if (link) said.splice(Math.max(1, said.length - 1), 0, link) // before "Did that answer your question?"
  return h("div.card", {},
    h("p.card__by", {}, icon("rings"), texts.automatic),
    h("div.card__text", { dir: "auto" }, said),
    choices.length > 0 && h("div.card__choices", {}, choices.map((one) => choice(panel, talk, one, isLast))))
}

// The way to a person stands in the foot already; as a choice it is shown where it is offered, or the only one.
function shownChoices(panel, { choices = [], offers_person: offered }) {
  const others = choices.filter((one) => one.value !== "person")
  return (others.length && !offered) || !panel.welcome.parts.people ? others : choices
}

// An article that was offered earlier can still be read.
function choice(panel, talk, { value, label }, isLast) {
  const mark = value === "person" && icon("person")
  const onclick = () => isLast ? panel.send(label, { choice: value }) : panel.read(value.slice(ARTICLE.length))
  return h("button.chip", { onclick }, mark, label)
}

function waitingOf(panel, one) {
  const { texts } = panel.welcome
  const state = one.refused
    ? h("p.state.state--bad", {}, icon("warn"), one.refused, h("button.link", { onclick: () => panel.mailbox.retry(one.id) }, texts.again))
    : h("p.state", {}, texts.sending)
  return h("div.said.said--mine.said--waiting", {}, h("span.hidden", {}, texts.you), one.text && h("div.bubble", { dir: "auto" }, words(one.text)), state)
}

function fileOf(panel, file) {
  const address = panel.root + file.url
  const scale = Math.min(1, PICTURE / Math.max(file.width, file.height))
  const picture = file.width && h("img", { src: address, alt: file.name, width: file.width * scale, height: file.height * scale, loading: "lazy" })
  return h("a.file", { href: address, target: "_blank", rel: "noopener" }, picture || [icon("clip"), file.name])
}

// After a handover: her place in the line, what she can expect, and where the answer may go too. At the end: did it help.
function showBelow(panel, { talk, below }, state) {
  const { texts, wait } = panel.welcome
  const wasTold = panel.mailbox.said(talk.conversation).at(-1)?.kind === "automatic"
  const key = state?.status === "waiting" ? `${state.position} ${state.wait} ${state.email} ${wasTold}` : ""
  const isDone = state?.status === "resolved"
  if (below.dataset.key === key + isDone) return
  below.dataset.key = key + isDone
  if (!key) return below.replaceChildren(isDone && !state.rated ? helped(panel.welcome, (helpful) => panel.mailbox.insist(`rate${talk.conversation}`, { kind: "rate", conversation: talk.conversation, helpful })) : "")
  const place = state.position > 1 ? fill(texts.position, { count: state.position - 1 }) : texts.next
  const address = state.email ? h("p.soft", {}, fill(texts.emailKept, { email: state.email })) : addressForm(panel)
  below.replaceChildren(h("div.waiting", {}, !wasTold && h("b", {}, texts.passedOn), panel.welcome.open && h("p.soft", {}, place), !wasTold && h("p.waiting__time", {}, state.wait || wait), address))
}

function addressForm(panel) {
  const { texts } = panel.welcome
  return emailForm(panel, "address", `${texts.ifYouGo} – ${texts.email}`, texts.emailSave, texts.emailHint, (email) => panel.mailbox.insist("address", { kind: "address", email }))
}

function emailForm(panel, id, label, deed, hint, submit) {
  const error = h("p.error", { id: `${id}-error`, role: "alert" })
  const input = h("input.input", { type: "email", id, required: true, autocomplete: "email", "aria-describedby": `${id}-hint ${id}-error` })
  const save = (event) => {
    event.preventDefault()
    error.textContent = ""
    panel.addressError = (text) => (error.textContent = text)
    submit(input.value.trim())
  }
  return h("form.address", { onsubmit: save, noValidate: true },
    h("label", { htmlFor: id }, label), h("div.address__row", {}, input, h("button.button", {}, deed)), hint && h("p.soft", { id: `${id}-hint` }, hint), error)
}

// To the address the server knows; if it refuses, to one she writes down here.
function askForCopy(panel, { talk: { conversation }, copy }) {
  const { texts } = panel.welcome
  const send = (email) => panel.mailbox.insist("transcript", { kind: "transcript", conversation, email })
  if (copy.firstChild) return copy.replaceChildren()
  panel.addressError = () => {
    copy.replaceChildren(emailForm(panel, "copy", `${texts.transcript} – ${texts.email}`, texts.send, "", send))
    copy.querySelector("input").focus()
  }
  send()
}

// The person line never leaves the foot, and its buttons stay the same ones under the pointer.
function line(panel, screen) {
  const { texts } = panel.welcome
  screen.ask = h("button.link", { onclick: () => panel.askForPerson(screen.talk) }, icon("person"), h("span", {}, texts.toPerson))
  screen.wait = h("span", {})
  screen.again = iconButton("mail", texts.transcript, () => askForCopy(panel, screen))
  return h("div.line", {}, screen.ask, screen.wait, h("span.tools", {}, screen.again, soundSwitch(panel)))
}

function soundSwitch({ sound, welcome: { texts } }) {
  const show = () => (button.ariaPressed = sound.isOn)
  const button = iconButton("bell", texts.sound, () => {
    sound.turn()
    show()
  })
  show()
  return button
}

function showLine(panel, { talk, ask, wait, again }, state) {
  const { parts, wait: promised } = panel.welcome
  const isAssistant = state ? state.status === "assistant" : parts.assistant
  if (state && !isAssistant) talk.person = false // she has what she wished for; given back to the assistant, she may wish again
  ask.hidden = !parts.people || talk.person || !isAssistant
  const last = panel.mailbox.said(talk.conversation).at(-1)
  wait.textContent = ask.hidden && (!state || (state.status === "person" && last?.kind === "mine")) ? promised : ""
  again.hidden = !state
}

function dayOf(at, panel) {
  const date = new Date(at)
  if (date.toDateString() === new Date().toDateString()) return panel.welcome.texts.today
  return date.toLocaleDateString(panel.dates, { weekday: "long", day: "numeric", month: "long" })
}

function timeOf(at, panel) {
  return new Date(at).toLocaleTimeString(panel.dates, { timeStyle: "short" })
}
