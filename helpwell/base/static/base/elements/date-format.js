// dateFormat(element, options): how the language around an element writes dates and times.
// English has the day first and 24 hours, as in helpwell/base/formats: only Americans would read 11/12 as November.

export function dateFormat(element, options) {
  const language = element.closest("[lang]")?.lang || undefined
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options)
}
