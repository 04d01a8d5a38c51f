// <ordered-steps>: rows that are added, put in order and left out; the form sends them as they stand.
// A row moves by its buttons, by the arrow keys on its grip, or by dragging the grip with mouse or finger.

class OrderedSteps extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#press(event.target.closest("[data-add], [data-move]")))
    this.addEventListener("keydown", (event) => this.#steer(event))
    this.addEventListener("pointerdown", (event) => this.#take(event))
    this.addEventListener("pointermove", (event) => this.#drag(event.clientY))
    for (const end of ["pointerup", "pointercancel"]) this.addEventListener(end, () => this.#drop())
    this.#tidy()
  }

  get #list() {
    return this.querySelector("ol")
  }

  get #rows() {
    return [...this.#list.children]
  }

  #press(button) {
    if (button?.dataset.add) this.#add(button.dataset.add)
    else if (button?.dataset.move === "out") this.#leaveOut(button.closest("[data-row]"))
    else if (button) this.#move(button.closest("[data-row]"), button.dataset.move, button)
  }

  #add(kind) {
    const row = this.querySelector(`template[data-row-of="${kind}"]`).content.firstElementChild.cloneNode(true)
    this.#list.append(row)
    this.#tidy()
    const field = row.querySelector("select, input:not([type=hidden])")
    ;(field ?? row.querySelector("[data-grip]")).focus()
    this.#say(row)
  }

  #leaveOut(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    this.#tidy()
    ;(next?.querySelector("[data-grip]") ?? this.querySelector("[data-add]")).focus()
  }

  #steer(event) {
    const grip = event.target.closest("[data-grip]")
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key]
    if (!grip || !way) return
    event.preventDefault()
    this.#move(grip.closest("[data-row]"), way, grip)
  }

  #move(row, way, held) {
    if (way === "up") row.previousElementSibling?.before(row)
    else row.nextElementSibling?.after(row)
    this.#tidy()
    ;(held.disabled ? row.querySelector("[data-grip]") : held).focus()
    this.#say(row)
  }

  #take(event) {
    const grip = event.target.closest("[data-grip]")
    if (!grip || event.button !== 0) return
    this.taken = grip.closest("[data-row]")
    this.taken.dataset.taken = ""
    this.setPointerCapture(event.pointerId)
  }

  // It changes places with a neighbour once the pointer has passed the neighbour's middle.
  #drag(y) {
    if (!this.taken) return
    const { previousElementSibling: before, nextElementSibling: after } = this.taken
    if (before && y < middle(before)) before.before(this.taken)
    else if (after && y > middle(after)) after.after(this.taken)
  }

  #drop() {
    if (!this.taken) return
    delete this.taken.dataset.taken
    this.#tidy()
    this.#say(this.taken)
    this.taken = null
  }

  #tidy() {
    const rows = this.#rows
    rows.forEach((row, place) => {
      row.querySelector('[data-move="up"]').disabled = place === 0
      row.querySelector('[data-move="down"]').disabled = place === rows.length - 1
    })
    this.querySelector("[data-none]").hidden = rows.length > 0
  }

  #say(row) {
    const rows = this.#rows
    const place = this.dataset.said.replace("{number}", rows.indexOf(row) + 1).replace("{count}", rows.length)
    this.querySelector("[role=status]").textContent = `${row.querySelector(".step-row__deed").textContent}: ${place}`
  }
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

customElements.define("ordered-steps", OrderedSteps)
