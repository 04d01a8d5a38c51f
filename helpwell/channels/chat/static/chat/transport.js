// The line to the server: a socket, or where sockets are blocked requests, one of which the server holds until it has news. Frames in, frames out.
// Says nothing twice and loses nothing by itself: what must arrive is repeated by whoever sends it.

const PING = 25_000 // ms between signs of life
const SILENT = 45_000 // after so long without a frame the line is dead
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000
const TRIES_BEFORE_REQUESTS = 3 // sockets that never opened: something on the way blocks them
const TRIES_AFTER_SOCKETS = 6 // once they worked it is more likely that the server is away
const SHORTEST = 1_000 // between two questions for news
const SOCKET_AGAIN = 120_000
const FINAL = { 4403: "origin", 4404: "inbox" } // the server does not want this page

export class Transport extends EventTarget {
  #socket
  #end // of this socket, heard of once
  #tries = 0
  #everOpened = false
  #heardAt = 0
  #again // the next try
  #wanted = false
  #held // the request that waits for news
  #fails = 0
  #mark = "" // how everything stood when we last heard
  byRequests = false

  // `greeting()` is the frame to begin with: who she is and what she has seen; null while there is nothing to ask.
  constructor(address, greeting) {
    super()
    this.address = address
    this.greeting = greeting
    addEventListener("online", () => {
      this.#now()
      this.#tell("line") // by requests nothing else tells it
    })
    addEventListener("offline", () => this.drop())
    document.addEventListener("visibilitychange", () => document.hidden || this.#now())
    setInterval(() => this.#feel(), PING / 2)
  }

  get isOpen() {
    return this.byRequests ? navigator.onLine : this.#socket?.readyState === WebSocket.OPEN
  }

  start() {
    if (this.#wanted) return
    this.#wanted = true
    this.#connect()
  }

  // Begin anew: another session, another conversation.
  greet() {
    if (this.byRequests) this.#hold()
    else if (this.isOpen && this.greeting()) this.#socket.send(JSON.stringify(this.greeting()))
  }

  // By the socket if it is open, else by a request. Files always go by a request.
  async send(frame, files) {
    if (!this.byRequests && !files?.length) {
      if (!this.isOpen) return false
      this.#socket.send(JSON.stringify(frame))
      return true
    }
    return this.#post(frame, files)
  }

  // The line is broken, whatever the socket thinks: on a dead one a browser waits seconds for the other side to agree.
  drop() {
    this.#socket?.close()
    this.#end?.({})
  }

  #connect() {
    clearTimeout(this.#again)
    if (!this.#wanted || this.#socket?.readyState <= WebSocket.OPEN) return
    let opened = false
    let ended = false
    const end = (this.#end = (event) => {
      if (!ended) this.#closed(event, opened)
      ended = true
    })
    try {
      this.#socket = new WebSocket(this.address.replace(/^http/, "ws") + "live/")
    } catch {
      this.#useRequests()
      return
    }
    this.#socket.onopen = () => {
      opened = this.#everOpened = true
      this.#tries = 0
      this.byRequests = false
      this.#held?.abort()
      this.#heardAt = Date.now()
      this.greet()
      this.#tell("line")
    }
    this.#socket.onmessage = (event) => this.#hear(event.data)
    this.#socket.onclose = end
    this.#socket.onerror = (event) => setTimeout(() => end(event), 100) // a socket the page's policy forbids never closes
  }

  #closed(event, opened) {
    if (FINAL[event.code]) {
      this.#wanted = false
      this.#tell("frame", { kind: "refused", why: FINAL[event.code], words: "" })
      return
    }
    this.#tries += 1
    this.#tell("line")
    if (!opened && this.#tries >= (this.#everOpened ? TRIES_AFTER_SOCKETS : TRIES_BEFORE_REQUESTS)) this.#useRequests()
    else this.#again = setTimeout(() => this.#connect(), backOff(this.#tries))
  }

  #now() {
    if (!this.#wanted) return
    if (this.byRequests) this.#hold()
    else if (!this.isOpen) this.#connect()
  }

  #feel() {
    if (!this.#wanted || this.byRequests || !this.isOpen) return
    if (Date.now() - this.#heardAt > SILENT) this.drop()
    else if (Date.now() - this.#heardAt > PING) this.#socket.send('{"kind":"ping"}')
  }

  #hear(text) {
    this.#heardAt = Date.now()
    this.#tell("frame", JSON.parse(text))
  }

  // By requests ---------------------------------------------------------------------------------

  #useRequests() {
    this.byRequests = true
    this.#tell("line")
    this.#hold()
    this.#again = setTimeout(() => {
      this.#tries = TRIES_AFTER_SOCKETS
      this.#connect()
    }, SOCKET_AGAIN)
  }

  // One at a time, while somebody looks. It comes back with news, or empty after a while.
  async #hold() {
    this.#held?.abort()
    clearTimeout(this.holdTimer)
    const frame = this.greeting()
    if (!frame || !this.byRequests || document.hidden) return
    const held = (this.#held = new AbortController())
    const begun = Date.now()
    const heard = await this.#post({ ...frame, mark: this.#mark }, [], "held/", held.signal)
    if (held.signal.aborted) return
    this.#fails = heard ? 0 : this.#fails + 1
    this.holdTimer = setTimeout(() => this.#hold(), heard ? Math.max(0, begun + SHORTEST - Date.now()) : backOff(this.#fails))
  }

  async #post(frame, files, path = "frames/", signal) {
    try {
      const keepalive = frame.kind === "page" // also while she leaves it
      const response = await fetch(this.address + path, { method: "POST", body: body(frame, files), signal, keepalive })
      const told = await response.json()
      for (const one of response.ok ? told : [{ ...told, id: told.id || frame.id || "" }]) {
        if (one.mark) this.#mark = one.mark
        this.#tell("frame", one)
      }
      return response.ok || path === "frames/"
    } catch {
      return false // no connection, or an answer of a proxy: whoever sends it tries again
    }
  }

  // ---------------------------------------------------------------------------------------------

  #tell(name, frame) {
    this.dispatchEvent(new CustomEvent(name, { detail: frame }))
  }
}

// Twice as long each time, and never all widgets at the same moment.
function backOff(tries) {
  const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries)
  return most / 2 + (Math.random() * most) / 2
}

// A simple request in both forms: no browser asks the server's leave before it.
function body(frame, files) {
  if (!files?.length) return JSON.stringify(frame)
  const form = new FormData()
  form.append("frame", JSON.stringify(frame))
  for (const file of files) form.append("file", file, file.name)
  return form
}
