// <draft-sent draft="…">: the message has arrived, so its draft is forgotten.
import { Draft } from "draft"

class DraftSent extends HTMLElement {
  connectedCallback() {
    new Draft(this.getAttribute("draft")).forget()
  }
}

customElements.define("draft-sent", DraftSent)
