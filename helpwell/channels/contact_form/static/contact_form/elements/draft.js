// What somebody has written and not sent: it outlives a reload, and the message also a closed tab, until tonight.

const KEPT = 12 * 3600 * 1000 // ms
const LASTING = ["message", "topic", "stamp"] // name and address are gone with the tab

export class Draft {
  constructor(name) {
    this.key = `helpwell.draft.${name}`
  }

  keep(values) {
    const lasting = Object.entries(values).filter(([name]) => LASTING.includes(name))
    put(localStorage, this.key, { at: Date.now(), ...Object.fromEntries(lasting) })
    put(sessionStorage, this.key, values)
  }

  read() {
    const lasting = get(localStorage, this.key)
    return Date.now() - (lasting.at ?? 0) < KEPT ? { ...lasting, ...get(sessionStorage, this.key) } : {}
  }

  forget() {
    for (const store of [localStorage, sessionStorage]) {
      try {
        store.removeItem(this.key)
      } catch {
        return // a browser that keeps nothing has nothing to forget
      }
    }
  }
}

// A browser may forbid storage, above all inside another site's page; then nothing is kept.
function put(store, key, values) {
  try {
    store.setItem(key, JSON.stringify(values))
  } catch {
    return
  }
}

function get(store, key) {
  try {
    return JSON.parse(store.getItem(key)) ?? {}
  } catch {
    return {}
  }
}
