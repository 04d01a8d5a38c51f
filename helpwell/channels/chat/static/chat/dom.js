// Elements with as little ceremony as possible. What somebody typed is always text, never markup.

const ICONS = {
  back: "m15 5-7 7 7 7",
  bell: "M6 16.5h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4ZM10.5 19.5h3",
  book: "M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2ZM12 6.5V20",
  check: "m5 12.5 4.5 4.5L19 7",
  clip: "m19 11-7.5 7.5a4.6 4.6 0 0 1-6.5-6.5L12.5 4.5a3 3 0 0 1 4.3 4.3L9.5 16.1a1.5 1.5 0 0 1-2.1-2.1L14 7.4",
  close: "m6 6 12 12M18 6 6 18",
  mail: "M4 6h16v12H4ZM4 7.5l8 6 8-6",
  next: "m9 5 7 7-7 7",
  person: "M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM5 20c.4-4 3.2-6 7-6s6.6 2 7 6",
  rings: "M12 11.5a.5.5 0 1 1 0 1 .5.5 0 0 1 0-1ZM12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10ZM12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  search: "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12ZM15 15l5 5",
  send: "M12 19V5M6 11l6-6 6 6",
  warn: "M12 4.5 21 19.5H3ZM12 10v4.5M12 17v.01",
}
const TURNS = { back: true, next: true } // they point along the line
const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g

// h("button.primary", { onclick, "aria-label": … }, "words", child)
export function h(name, values, ...children) {
  const parts = name.split(".")
  const element = document.createElement(parts[0])
  if (values?.onclick) element.type = "button" // pressed, it sends no form
  if (parts.length > 1) element.className = parts.slice(1).join(" ")
  for (const key of Object.keys(values ?? {})) {
    const value = values[key]
    if (value === undefined || value === false) continue
    if (key in element && !key.startsWith("aria")) element[key] = value
    else element.setAttribute(key, value === true ? "" : value)
  }
  element.append(...children.flat().filter(Boolean))
  return element
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  svg.setAttribute("class", TURNS[name] ? "icon icon--turns" : "icon")
  path.setAttribute("d", ICONS[name])
  svg.append(path)
  return svg
}

// A mark to press, with its name for those who do not see it or wonder.
export function iconButton(mark, label, onclick) {
  return h("button.icon-button", { "aria-label": label, title: label, onclick }, icon(mark))
}

// Paragraphs and lines of a plain text, with its web addresses as links.
export function words(text) {
  return text.split(/\n{2,}/).map((part) => h("p", {}, linked(part.trim())))
}

function linked(text) {
  const pieces = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    pieces.push(text.slice(from, match.index), h("a", { href: match[0], target: "_blank", rel: "noopener noreferrer nofollow" }, match[0]))
    from = match.index + match[0].length
  }
  return [...pieces, text.slice(from)]
}

// The words of `text` that were found, marked.
export function marked(text, found) {
  const wanted = new Set(found.map((word) => word.toLowerCase()))
  return text.split(/([\p{L}\p{N}]+)/u).map((word) => (wanted.has(word.toLowerCase()) ? h("mark", {}, word) : word))
}

// "{name} is here" with its names filled in.
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}
