// <open-dialog>: the button inside opens the dialog whose id it names; the dialog gives the focus back.

class OpenDialog extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button")
    button.addEventListener("click", () => document.getElementById(button.dataset.dialog).showModal())
  }
}

customElements.define("open-dialog", OpenDialog)
