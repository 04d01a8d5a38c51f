// hx-swap="keyed": children are told apart by their ids. What is the same stays as it is, with its focus,
// its scroll and its open menu; what changed is put in its place. Needs hx-ext="keyed" around it.

const PASSING = ["htmx-added", "htmx-settling", "htmx-swapping", "htmx-request"] // classes htmx puts on for a moment

// What asks for something stays until its answer is there: htmx would not know any more where that belongs.
const asking = new Set()
document.addEventListener("htmx:beforeRequest", ({ detail }) => asking.add(detail.requestConfig.elt))
for (const end of ["htmx:beforeSwap", "htmx:afterRequest"])
  document.addEventListener(end, ({ detail }) => asking.delete(detail.requestConfig.elt))

htmx.defineExtension("keyed", {
  isInlineSwap: () => false,
  handleSwap: (style, target, fragment) => style === "keyed" && reconcile(target, [...fragment.children]),
})

function reconcile(target, wanted) {
  const known = new Map([...target.children].map((child) => [child.id, child]))
  const added = []
  let place = target.firstElementChild
  for (const child of wanted) {
    const old = known.get(child.id)
    known.delete(child.id)
    const kept = old && (isSame(old, child) || isBeingFilled(old) || isAsking(old)) ? old : child
    if (kept === child) added.push(child)
    if (kept === place) place = place.nextElementSibling
    else target.insertBefore(kept, place)
    if (old && kept !== old) {
      if (old === place) place = place.nextElementSibling
      replace(old, child)
    }
  }
  for (const child of known.values()) child.remove()
  return added
}

// The old part goes; whoever was in it finds herself at the same place of the new one, and its menu still open.
function replace(old, child) {
  const focused = old.contains(document.activeElement) && document.activeElement.id
  const open = [old, ...old.querySelectorAll("details")].map((one) => one.open === true)
  ;[child, ...child.querySelectorAll("details")].forEach((one, number) => open[number] && (one.open = true))
  old.remove()
  if (focused) document.getElementById(focused)?.focus()
}

// Somebody is typing into it: what she has typed is worth more than news.
function isBeingFilled(part) {
  const field = part.contains(document.activeElement) ? document.activeElement : null
  return field?.matches("input, textarea") && field.value !== field.defaultValue
}

function isAsking(part) {
  return [...asking].some((one) => part.contains(one))
}

function isSame(one, other) {
  return bare(one).isEqualNode(bare(other))
}

// As the server sent it: without what was opened or what htmx noted meanwhile.
function bare(part) {
  const copy = part.cloneNode(true)
  for (const one of [copy, ...copy.querySelectorAll("*")]) {
    one.removeAttribute("open")
    one.classList.remove(...PASSING)
    if (one.getAttribute("class") === "") one.removeAttribute("class")
  }
  copy.normalize()
  return copy
}
