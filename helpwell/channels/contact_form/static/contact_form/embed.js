// Puts the contact form into any page, where this tag stands:
// <script src="https://help.example.com/embed/contact.js" data-inbox="…" data-language="de" async></script>
// The form lives in a frame of its own: the page cannot read what is typed, and its styles do not reach in.
{
  const LOWEST = 200 // px
  const HIGHEST = 10_000
  const script = document.currentScript
  const home = new URL(script.src).origin
  const { inbox = "", language = document.documentElement.lang, title = "", message = "" } = script.dataset
  const address = new URL("/embed/contact/", home)
  const given = { inbox, language, message, page: location.origin + location.pathname }
  for (const [name, value] of Object.entries(given)) if (value) address.searchParams.set(name, value)

  const frame = document.createElement("iframe")
  frame.src = address
  frame.title = title || "Contact"
  Object.assign(frame.style, { display: "block", inlineSize: "100%", blockSize: "44rem", border: "0" })
  script.after(frame)

  // The form says how high it is; nobody else is listened to.
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== home) return
    const height = Number(data?.helpwellHeight)
    if (height >= LOWEST && height <= HIGHEST) frame.style.blockSize = `${Math.ceil(height)}px`
  })
}
