// <hue-preview>: shows the page in the hue while it is chosen, and says how well words read on it.
// Without JavaScript the hue shows once it is saved.

const ENOUGH = 4.5 // contrast of text, WCAG 2.2 AA

class HuePreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => this.#show(event.target.value))
    this.#say()
  }

  #show(hue) {
    document.documentElement.style.setProperty("--brand-hue", hue)
    this.#say()
  }

  #say() {
    const button = getComputedStyle(this.querySelector(".button"))
    const ratio = contrast(luminance(button.color), luminance(button.backgroundColor))
    const words = ratio >= ENOUGH ? this.dataset.good : this.dataset.bad
    this.querySelector("[data-contrast]").textContent = `${ratio.toFixed(1)} : 1, ${words}`
  }
}

function contrast(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

// Whatever notation the stylesheet uses, a canvas turns it into red, green and blue.
function luminance(color) {
  const canvas = document.createElement("canvas")
  canvas.width = canvas.height = 1
  const context = canvas.getContext("2d")
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => linear(value / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

customElements.define("hue-preview", HuePreview)
