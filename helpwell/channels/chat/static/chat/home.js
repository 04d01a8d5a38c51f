// The first screen: ask, what many ask, what is different today, her conversations, and the two ways on.

import { Answers } from "./answers.js"
import { fill, h, icon } from "./dom.js"

export function homeScreen(panel) {
  const { texts, often, notices, flows } = panel.welcome
  const answers = new Answers(panel)
  const field = h("input.ask__input", {
    type: "search", "aria-label": texts.question, placeholder: texts.ask, autocomplete: "off", enterKeyHint: "send",
    maxLength: 2000, value: panel.draft(0), oninput: () => panel.keepDraft(0, field.value) ?? answers.type(field.value),
  })
  const form = h("form.ask", { role: "search", onsubmit: (event) => submit(event, panel, field, answers) }, icon("search"), field)
  panel.focusable = field
  if (field.value) answers.type(field.value)
  return [
    h("div.scroll", {},
      h("div.welcome", {}, h("h2.welcome__title", {}, texts.title), form, answers.element, answers.status),
      notices.map((notice) => noticeOf(notice, panel)),
      earlier(panel),
      flows.length > 0 && list(texts.flows, flows.map((one) => row(one.title, () => panel.send(one.title, { choice: `flow:${one.flow}` })))),
      often.length > 0 && list(texts.often, often.map((one) => row(one.title, () => panel.read(one.article))))),
    foot(panel, field, answers),
  ]
}

// Enter: to the assistant where there is one, to a person else; where there is neither, the best answer opens.
async function submit(event, panel, field, answers) {
  event.preventDefault()
  const text = field.value.trim()
  const { assistant, people } = panel.welcome.parts
  if (!text) return
  if (assistant || people) return panel.send(text, { person: !assistant, id: answers.take() })
  const rows = await panel.answers(text).catch(() => [])
  if (rows.length) panel.read(rows[0].article, answers.asked)
  else answers.say(panel.welcome.texts.nothing)
}

function foot(panel, field, answers) {
  const go = (person) => {
    const text = field.value.trim()
    return text && !person ? panel.send(text, { person, id: answers.take() }) : panel.talk({ person, text })
  }
  return waysOn(panel, go)
}

// Below what she looks at: the assistant, a person, the form.
export function waysOn(panel, go) {
  const { texts, parts } = panel.welcome
  const ways = [
    parts.assistant && h("button.button.button--primary", { onclick: () => go(false) }, icon("rings"), texts.askAssistant),
    parts.people && h("button.button", { onclick: () => go(true) }, icon("person"), texts.toPerson),
    parts.form && h("a.button", { href: parts.form, target: "_blank", rel: "noopener" }, texts.toForm),
  ].filter(Boolean)
  return ways.length > 0 && h("footer.foot", {}, h("div.pair", {}, ways), panel.waitLine())
}

function earlier(panel) {
  const states = [...panel.mailbox.states.values()]
  if (!states.length) return undefined
  return list(panel.welcome.texts.earlier, states.slice(0, 3).map((state) => {
    const mark = state.unread > 0 && h("span.count", {}, fill(panel.welcome.texts.unread, { count: state.unread }))
    return row(state.subject, () => panel.talk({ conversation: state.conversation }), mark || "")
  }))
}

function list(title, rows) {
  return h("section.list", { "aria-label": title }, h("h3.list__title", {}, title), h("div.list__rows", {}, rows))
}

function row(text, onclick, mark) {
  return h("button.row", { onclick }, h("span.row__text", {}, text), mark, icon("next"))
}

function noticeOf(notice, panel) {
  const more = panel.welcome.texts.more
  const link = notice.article
    ? h("button.link", { onclick: () => panel.read(notice.article) }, more)
    : notice.url && h("a", { href: notice.url, target: "_blank", rel: "noopener" }, more)
  return h(`div.notice.notice--${notice.level}`, {}, icon("warn"), h("p", {}, h("strong", {}, notice.title), " ", notice.body, " ", link))
}
