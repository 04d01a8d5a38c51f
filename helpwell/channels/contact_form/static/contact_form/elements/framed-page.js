// <framed-page>: inside another website, tells the page around how high this one is.
// The height is all that is told, so it may be told to anybody.

class FramedPage extends HTMLElement {
  connectedCallback() {
    if (parent === window) return
    this.watch = new ResizeObserver(() => parent.postMessage({ helpwellHeight: this.scrollHeight }, "*"))
    this.watch.observe(this)
  }

  disconnectedCallback() {
    this.watch?.disconnect()
  }
}

customElements.define("framed-page", FramedPage)
