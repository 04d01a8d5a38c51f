// What the widget keeps in the browser, under the inbox's key. Blocked storage is a memory that ends with the page.
// Plain objects only, no lists: an old Prototype.js on the host page breaks JSON for lists.

export class Kept {
  #memory = new Map()

  constructor(inbox) {
    this.prefix = `helpwell.${inbox}.`
  }

  get(name) {
    try {
      return localStorage.getItem(this.prefix + name) ?? ""
    } catch {
      return this.#memory.get(name) ?? ""
    }
  }

  set(name, text) {
    this.#memory.set(name, text)
    try {
      if (text) localStorage.setItem(this.prefix + name, text)
      else localStorage.removeItem(this.prefix + name)
    } catch {
      // full or blocked: the memory has it
    }
  }

  // An object that was kept as JSON; {} for none, and for what another script has broken.
  read(name) {
    try {
      return JSON.parse(this.get(name) || "{}") ?? {}
    } catch {
      return {}
    }
  }

  write(name, values) {
    this.set(name, Object.keys(values).length ? JSON.stringify(values) : "")
  }
}

// Random enough for an id that nobody else makes. crypto.randomUUID is missing on plain http.
export function newId() {
  let id = ""
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, "0")
  return id
}
