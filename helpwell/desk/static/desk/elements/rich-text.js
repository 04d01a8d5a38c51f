// <rich-text>: the textarea inside becomes text with headings, lists, links and pictures; its tools stand above it.
// Without JavaScript the textarea takes plain HTML.
// Attributes: `data-files` takes uploads, `data-listed` gives the list of files; the others are what it says.
import { Editor } from "django-prose-editor/editor"
import { nodes, SAFE } from "rich-text-nodes"

const DESCRIBED = { image: "alt", recording: "title" } // which attribute says what it shows

class RichText extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea")
    this.tools = this.querySelector("[role=toolbar]")
    this.picker = this.querySelector("[data-picker]")
    this.page = this.closest("article-editor")
    this.linkDialog = this.page.querySelector("dialog#link")
    this.pictureDialog = this.page.querySelector("dialog#description")
    this.#begin()
    this.#listen()
    this.#show()
  }

  #begin() {
    const place = document.createElement("div")
    place.className = "rich-text__page"
    this.area.before(place)
    this.area.hidden = true
    this.tools.hidden = false
    this.editor = new Editor({
      element: place,
      injectCSS: false, // the policy of the page forbids styles in it; ours are in editor.css
      extensions: nodes(this.dataset.placeholder),
      content: this.area.value,
      editorProps: {
        attributes: {
          class: "prose",
          role: "textbox",
          "aria-multiline": "true",
          "aria-labelledby": "body-label",
          lang: this.area.lang,
          dir: this.area.dir,
        },
        handlePaste: (_view, event) => this.#takeFiles(event, event.clipboardData),
        handleDrop: (view, event, _slice, moved) => !moved && this.#takeFiles(event, event.dataTransfer, view),
      },
      onUpdate: () => this.#write(),
      onTransaction: () => this.#show(),
    })
  }

  #listen() {
    this.tools.addEventListener("click", (event) => this.#onTool(event))
    this.tools.addEventListener("keydown", (event) => this.#walk(event))
    this.picker.addEventListener("change", () => this.#upload([...this.picker.files]))
    this.addEventListener("keydown", (event) => {
      if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        this.#openLink()
      }
    })
    this.page.addEventListener("click", (event) => {
      const file = event.target.closest("[data-inserts]")
      if (file) this.#insert(file.dataset)
    })
    this.#listenToLinkDialog()
    this.pictureDialog.querySelector("[data-apply]").addEventListener("click", () => this.#describe())
    this.pictureDialog.addEventListener("keydown", (event) => event.key === "Enter" && this.#describe())
  }

  #write() {
    this.area.value = this.editor.isEmpty ? "" : this.editor.getHTML()
    this.area.dispatchEvent(new Event("input", { bubbles: true }))
  }

  // Which tools are on, which can do something now.
  #show() {
    if (!this.editor) return
    const { editor } = this
    const on = {
      heading2: editor.isActive("heading", { level: 2 }),
      heading3: editor.isActive("heading", { level: 3 }),
    }
    for (const button of this.tools.querySelectorAll("[data-deed]")) {
      const { deed } = button.dataset
      const canBeOn = deed in on || ["bold", "italic", "link", "bulletList", "orderedList", "blockquote"].includes(deed)
      if (canBeOn) button.setAttribute("aria-pressed", String(on[deed] ?? editor.isActive(deed)))
    }
    this.tools.querySelector("[data-in-table]").hidden = !editor.isActive("table")
    this.#allow("describe", editor.isActive("image") || editor.isActive("recording"))
    this.#allow("undo", editor.can().undo())
    this.#allow("redo", editor.can().redo())
    this.#keepOneStop()
  }

  #allow(deed, may) {
    this.tools.querySelector(`[data-deed=${deed}]`).setAttribute("aria-disabled", String(!may))
  }

  #onTool(event) {
    const button = event.target.closest("[data-deed]")
    if (!button || button.getAttribute("aria-disabled") === "true") return
    const chain = this.editor.chain().focus()
    const deeds = {
      heading2: () => chain.toggleHeading({ level: 2 }).run(),
      heading3: () => chain.toggleHeading({ level: 3 }).run(),
      bold: () => chain.toggleBold().run(),
      italic: () => chain.toggleItalic().run(),
      link: () => this.#openLink(),
      bulletList: () => chain.toggleBulletList().run(),
      orderedList: () => chain.toggleOrderedList().run(),
      blockquote: () => chain.toggleBlockquote().run(),
      picture: () => this.picker.click(),
      describe: () => this.#askWhatItShows(),
      table: () => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
      addRow: () => chain.addRowAfter().run(),
      addColumn: () => chain.addColumnAfter().run(),
      deleteRow: () => chain.deleteRow().run(),
      deleteColumn: () => chain.deleteColumn().run(),
      deleteTable: () => chain.deleteTable().run(),
      undo: () => chain.undo().run(),
      redo: () => chain.redo().run(),
    }
    deeds[button.dataset.deed]()
  }

  // A toolbar is one stop for the tab key; the arrows walk inside it.
  get #buttons() {
    return [...this.tools.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"))
  }

  #keepOneStop() {
    const buttons = this.#buttons
    const stop = buttons.find((button) => button.tabIndex === 0) ?? buttons[0]
    for (const button of this.tools.querySelectorAll("button")) button.tabIndex = button === stop ? 0 : -1
  }

  #walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = this.#buttons
    const by = getComputedStyle(this.tools).direction === "rtl" ? -step : step
    const next = buttons[(buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length]
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }

  // Pictures and files: pasted, dropped or chosen.
  #takeFiles(event, data, view) {
    const files = [...(data?.files ?? [])]
    if (!files.length || data.types.includes("text/html")) return false
    event.preventDefault()
    const at = view?.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
    if (at !== undefined) this.editor.commands.setTextSelection(at)
    this.#upload(files)
    return true
  }

  async #upload(files) {
    this.#complain("")
    let last = null
    for (const file of files) {
      this.#say(this.dataset.uploading.replace("{name}", file.name))
      const kept = await this.#send(file)
      if (kept) this.#insert(kept)
      last = kept ?? last
    }
    this.#say("")
    this.picker.value = ""
    if (last) htmx.ajax("GET", this.dataset.listed, { target: "#files", swap: "outerHTML" })
    if (last && this.#kindOf(last) in DESCRIBED && !last.alt) this.#askWhatItShows(last)
  }

  async #send(file) {
    const body = new FormData()
    body.append("file", file)
    body.append("csrfmiddlewaretoken", this.closest("form").elements.csrfmiddlewaretoken.value)
    try {
      const response = await fetch(this.dataset.files, { method: "POST", body, headers: { Accept: "application/json" } })
      const answer = await response.json()
      if (response.ok) return answer
      this.#complain(answer.error)
    } catch {
      this.#complain(this.dataset.failed)
    }
    return null
  }

  #insert(file) {
    const { url, name, alt, type, width, height } = file
    if (type === "text/vtt" && this.#caption(url)) return
    const content = {
      image: { type: "image", attrs: { src: url, alt: alt ?? "", width: width ?? null, height: height ?? null } },
      recording: { type: "recording", attrs: { tag: type?.split("/")[0], src: url, title: alt ?? "" } },
      other: { type: "text", text: name, marks: [{ type: "link", attrs: { href: url } }] },
    }
    this.editor.chain().focus().insertContent(content[this.#kindOf(file)]).run()
  }

  #kindOf({ type, width }) {
    if (width) return "image"
    return /^(video|audio)\//.test(type) ? "recording" : "other"
  }

  // Subtitles belong to the recording that is picked, else to the last one in the text.
  #caption(url) {
    const { state } = this.editor
    let at = state.selection.node?.type.name === "recording" ? state.selection.from : null
    if (at === null) state.doc.descendants((node, place) => { if (node.type.name === "recording") at = place })
    if (at === null) return false
    const attrs = { ...state.doc.nodeAt(at).attrs, captions: url, language: this.area.lang }
    return this.editor.commands.command(({ tr }) => Boolean(tr.setNodeMarkup(at, undefined, attrs)))
  }

  #say(words) {
    this.querySelector("[data-upload-state]").textContent = words
  }

  #complain(words) {
    const error = this.querySelector("[data-upload-error]")
    error.hidden = !words
    error.querySelector("span").textContent = words
  }

  // What a picture or recording shows: kept in the text, and with the file for the next time it is used.
  #askWhatItShows(uploaded = null) {
    const kind = uploaded ? this.#kindOf(uploaded) : this.editor.isActive("image") ? "image" : "recording"
    const attributes = uploaded ? { src: uploaded.url } : this.editor.getAttributes(kind)
    const picture = this.pictureDialog.querySelector("img")
    picture.hidden = kind !== "image"
    if (kind === "image") picture.src = attributes.src
    this.pictureDialog.dataset.src = attributes.src
    this.pictureDialog.dataset.file = uploaded?.description ?? ""
    this.pictureDialog.querySelector("input").value = attributes[DESCRIBED[kind]] ?? ""
    this.pictureDialog.showModal()
    this.pictureDialog.querySelector("input").focus()
  }

  #describe() {
    const alt = this.pictureDialog.querySelector("input").value.trim()
    const { src, file } = this.pictureDialog.dataset
    this.editor.commands.command(({ tr, state }) => {
      state.doc.descendants((node, at) => {
        const name = DESCRIBED[node.type.name]
        if (name && node.attrs.src === src) tr.setNodeMarkup(at, undefined, { ...node.attrs, [name]: alt })
      })
      return true
    })
    if (file) htmx.ajax("POST", file, { target: "#files", swap: "outerHTML", source: this, values: { alt } })
    this.pictureDialog.close()
    this.editor.commands.focus()
  }

  // Links: to an article found by its words, or to an address.
  #openLink() {
    const dialog = this.linkDialog
    dialog.querySelector("input").value = this.editor.getAttributes("link").href ?? ""
    dialog.querySelector("[data-unlink]").hidden = !this.editor.isActive("link")
    dialog.querySelector(".field__error").hidden = true
    dialog.querySelector("#link-offers").replaceChildren()
    dialog.showModal()
    dialog.querySelector("input").select()
  }

  #listenToLinkDialog() {
    const dialog = this.linkDialog
    dialog.addEventListener("click", (event) => {
      const offer = event.target.closest("[data-href]")
      if (offer) this.#link(offer.dataset.href, offer.dataset.title)
      if (event.target.closest("[data-apply]")) this.#linkToAddress()
      if (event.target.closest("[data-unlink]")) this.#unlink()
    })
    dialog.querySelector("input").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      this.#linkToAddress()
    })
  }

  #linkToAddress() {
    const typed = this.linkDialog.querySelector("input").value.trim()
    const address = /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(typed) ? `https://${typed}` : typed
    if (SAFE.test(address)) return this.#link(address, typed)
    this.linkDialog.querySelector(".field__error").hidden = false
  }

  #link(href, title) {
    this.linkDialog.close()
    const chain = this.editor.chain().focus()
    if (this.editor.isActive("link")) chain.extendMarkRange("link").setLink({ href }).run()
    else if (!this.editor.state.selection.empty) chain.setLink({ href }).run()
    else chain.insertContent([{ type: "text", text: title, marks: [{ type: "link", attrs: { href } }] }, { type: "text", text: " " }]).run()
  }

  #unlink() {
    this.linkDialog.close()
    this.editor.chain().focus().extendMarkRange("link").unsetLink().run()
  }
}

customElements.define("rich-text", RichText)
