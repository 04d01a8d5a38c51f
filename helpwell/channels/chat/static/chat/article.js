// An article inside the widget. Its HTML comes clean from the server; links to other articles open here as well.

import { h } from "./dom.js"
import { waysOn } from "./home.js"

const INSIDE = /\/([a-z]{2,3}(?:-[a-z0-9]+)*)\/a\/([^?#]+)$/

export function articleScreen(panel, found, asked) {
  const { texts } = panel.welcome
  const body = h("div.prose", { lang: found.language, dir: found.direction })
  body.innerHTML = found.html
  for (const link of body.querySelectorAll("a[href]")) prepare(link, panel)
  return [
    h("article.scroll.article", { tabIndex: 0, "aria-label": found.title },
      h("h2.article__title", { lang: found.language }, found.title),
      body,
      asked?.text && helped(panel.welcome, (word) => panel.note(asked, { article: found.article, helped: word })), // how her question ended
      h("p.article__page", {}, h("a", { href: found.url, target: "_blank", rel: "noopener" }, texts.openPage))),
    waysOn(panel, (person) => panel.talk({ person })),
  ]
}

// Whether it helped; `say` hears her word.
export function helped({ texts }, say) {
  const chip = (text, word) => h("button.chip", { onclick: () => {
    say(word)
    line.textContent = word ? texts.thanks : texts.sorry
  } }, text)
  const line = h("div.helped", { role: "status" }, texts.didItHelp, h("div.card__choices", {}, chip(texts.yes, true), chip(texts.no, false)))
  return line
}

function prepare(link, panel) {
  const inside = link.href.startsWith(panel.root) && INSIDE.exec(new URL(link.href).pathname)
  if (inside) {
    link.addEventListener("click", (event) => {
      event.preventDefault()
      panel.read(decodeURIComponent(inside[2]))
    })
  }
  link.target = "_blank"
  link.rel = "noopener noreferrer"
}
