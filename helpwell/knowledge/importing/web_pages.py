"""Questions and answers of a saved web page: what it tells search engines, else what it shows to readers."""

import html
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.decoding import Decoding
from helpwell.knowledge.importing.rows import Raw, Unusable

HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
UNSEEN = {"script", "style", "template", "noscript", "svg", "button"}
ENDS_ANSWERS = {"footer", "nav", "aside", "main", "h1"}
Pair = tuple[str, str]  # question as text, answer as HTML


def page_rows(path: Path, decoding: Decoding) -> Iterator[Raw]:
    """A row for each question. Raises `Unusable` when there is none."""
    with decoding.open(path) as file:
        page = _Page(file.read())
    pairs = page.structured() or page.folded or page.listed or page.headed
    if not pairs:
        raise Unusable(
            _("This web page holds no questions we know: no FAQPage data, no folding answers, no headings with “?”.")
        )
    for number, (question, answer) in enumerate(pairs, start=1):
        fields = {"title": question, "body": answer, "format": "html", "language": page.language}
        yield Raw(_("question %(number)d") % {"number": number}, fields)


class _Page(HTMLParser):
    """Gathers what may be questions, by the elements pages use for them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.language = ""
        self.folded: list[Pair] = []  # <details><summary>
        self.listed: list[Pair] = []  # <dt><dd>
        self.headed: list[Pair] = []  # headings that ask
        self._scripts: list[str] = []
        self._asks = ""  # the element whose text is a question just now
        self._question: list[str] = []
        self._answer: list[str] = []
        self._answers = ""  # the element whose inside, or what follows it, is an answer just now
        self._unseen = ""
        self.feed(source)
        self.close()
        self._end()

    def structured(self) -> list[Pair]:
        """The questions in its JSON-LD."""
        return [pair for script in self._scripts for pair in _questions_in(_parsed(script))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.language = (values.get("lang") or "").partition("-")[0].lower()
        elif tag in UNSEEN:
            is_data = tag == "script" and values.get("type") == "application/ld+json"
            self._unseen = "data" if is_data else tag
            self._scripts += [""] if is_data else []
        elif tag in {"summary", "dt"} or tag in HEADINGS:
            self._end()
            self._asks = tag
        elif tag in ENDS_ANSWERS:
            self._end()
        elif self._answers and not self._asks:
            self._answer.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag in UNSEEN:
            self._unseen = ""
        elif tag == self._asks:
            self._asks, self._answers = "", tag
        elif (tag, self._answers) in {("details", "summary"), ("dl", "dt")} or tag in ENDS_ANSWERS:
            self._end()
        elif self._answers and not self._asks and tag != "dd":
            self._answer.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._unseen == "data":
            self._scripts[-1] += data
        elif not self._unseen and (self._asks or self._answers):
            (self._question if self._asks else self._answer).append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _end(self) -> None:
        """The answer is over; keep it with its question."""
        question = " ".join(html.unescape("".join(self._question)).split())
        answer = "".join(self._answer).strip()
        kept = {"summary": self.folded, "dt": self.listed}.get(self._answers, self.headed)
        if question and answer and (kept is not self.headed or question.endswith("?")):
            kept.append((question, answer))
        self._question, self._answer, self._answers, self._asks = [], [], "", ""


def _parsed(script: str) -> Any:
    try:
        return json.loads(script, strict=False)
    except (RecursionError, ValueError):
        return None


def _questions_in(value: Any) -> Iterator[Pair]:
    """Every schema.org Question with an accepted answer, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from _questions_in(one)
    elif isinstance(value, dict):
        name, answers = value.get("name"), value.get("acceptedAnswer")
        answer = answers[0] if isinstance(answers, list) and answers else answers
        if value.get("@type") == "Question" and isinstance(name, str) and isinstance(answer, dict):
            yield html.unescape(name), str(answer.get("text") or "")
            return
        for one in value.values():
            yield from _questions_in(one)
