// <help-vote>: sends the vote inside without leaving the page and shows the reply in its place.
// Without JavaScript, and when sending fails, the form is sent as ever and the page comes back.

class HelpVote extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this)
  }

  async handleEvent(event) {
    event.preventDefault()
    const { target: form, submitter } = event
    submitter.setAttribute("aria-busy", "true")
    try {
      const body = new URLSearchParams(new FormData(form, submitter))
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "vote" } })
      if (!response.ok) throw new Error(response.statusText)
      this.innerHTML = await response.text()
      this.querySelector("[data-focus]")?.focus()
    } catch {
      this.removeEventListener("submit", this)
      form.requestSubmit(submitter)
    }
  }
}

customElements.define("help-vote", HelpVote)
