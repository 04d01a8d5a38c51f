// Where she writes: answers appear above while she types, Enter sends, files and pasted pictures go along.

import { Answers } from "./answers.js"
import { fill, h, icon, iconButton } from "./dom.js"

const LARGEST = 25 * 1024 * 1024 // bytes
const LONGEST = 20_000 // letters; more is told, not cut off

export function composer(panel, talk) {
  const { texts } = panel.welcome
  const answers = new Answers(panel)
  const files = new Map()
  const chosen = h("div.chosen", {})
  const error = h("p.error", { role: "alert" })
  const field = h("textarea.write__input", {
    rows: 1, "aria-label": texts.message, placeholder: texts.message, value: panel.draft(talk.conversation), dir: "auto",
  })
  const picker = h("input", { type: "file", multiple: true, hidden: true, tabIndex: -1, "aria-hidden": "true" })
  const add = (list) => {
    error.textContent = ""
    for (const file of list) {
      if (file.size > LARGEST) error.textContent = fill(texts.tooLarge, { name: file.name })
      else files.set(file, show(file))
    }
  }
  const show = (file) => {
    const remove = () => {
      files.delete(file)
      one.remove()
      field.focus()
    }
    const label = fill(texts.remove, { name: file.name })
    const one = h("span.file", {}, icon("clip"), file.name, iconButton("close", label, remove))
    chosen.append(one)
    return one
  }
  const send = (event) => {
    event?.preventDefault()
    const text = field.value.trim()
    if (!text && !files.size) return
    error.textContent = text.length > LONGEST ? texts.tooLong : ""
    if (error.textContent) return
    if (!panel.send(text, { files: [...files.keys()], talk, id: answers.take() })) return
    field.value = ""
    files.clear()
    chosen.replaceChildren()
    panel.keepDraft(talk.conversation, "")
    grow(field)
    field.focus()
  }
  const asksAssistant = () => panel.mailbox.states.get(talk.conversation)?.status !== "person"
  field.addEventListener("input", () => {
    panel.keepDraft(talk.conversation, field.value)
    grow(field)
    if (panel.welcome.presence) panel.mailbox.typing(talk.conversation)
    if (asksAssistant()) answers.type(field.value)
  })
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event)
    else if (event.key === "Escape" && answers.isShown) {
      event.stopPropagation()
      answers.clear()
    }
  })
  field.addEventListener("paste", (event) => event.clipboardData?.files.length && (event.preventDefault(), add(event.clipboardData.files)))
  picker.addEventListener("change", () => {
    add(picker.files)
    picker.value = ""
  })
  const attach = iconButton("clip", texts.attach, () => picker.click())
  const go = h("button.icon-button.icon-button--primary", { "aria-label": texts.send }, icon("send"))
  requestAnimationFrame(() => grow(field))
  const element = h("div.writing", {}, answers.element, answers.status, h("form.write", { onsubmit: send }, field, attach, picker, go), chosen, error)
  return { field, element }
}

// As high as its text, up to what the stylesheet allows.
function grow(field) {
  field.style.blockSize = "auto"
  field.style.blockSize = `${field.scrollHeight}px`
}
