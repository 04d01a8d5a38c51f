// <macro-words>: brings the words of a macro to the composer, or with `data-taken-out` takes them out of it again.

class MacroWords extends HTMLElement {
  connectedCallback() {
    const composer = document.querySelector("desk-composer")
    const words = this.querySelector("template").content.textContent
    if ("takenOut" in this.dataset) composer?.giveBack(words, this.dataset.translation)
    else composer?.take(words, this.dataset.translation)
    this.remove()
  }
}

customElements.define("macro-words", MacroWords)
