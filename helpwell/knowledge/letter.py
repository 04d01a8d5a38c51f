"""An article as one writes it in a letter: plain text in which steps and links stay what they are."""

from html.parser import HTMLParser

BLOCKS = {"p", "h2", "h3", "h4", "blockquote", "pre", "figure", "figcaption", "table", "ul", "ol", "tr"}
BULLET = "–"


def as_letter(html: str) -> str:
    """The words of safe HTML: steps keep their numbers, points a dash, a link its address in brackets."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    """Gathers lines; a list's lines stand close together, everything else is parted by a blank line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words: list[str] = []
        self.lists: list[int | None] = []  # the number of the last step; None: points
        self.mark = ""
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in BLOCKS and not (self.lists and tag == "p"):
            self._end_line()
        if tag in {"ul", "ol"}:
            start = given.get("start") or "1"
            self.lists.append(int(start) - 1 if tag == "ol" and start.isdigit() else None if tag == "ul" else 0)
        elif tag == "li":
            self._begin_point()
        elif tag == "br":
            self.words.append("\n")
        elif tag == "a":
            address = given.get("href") or ""
            self.link = address if address.startswith(("http", "mailto:", "tel:")) else ""
        elif tag in {"td", "th"}:
            self.words.append(", " if any(word.strip() for word in self.words) else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.link:
            address = self.link.removeprefix("mailto:").removeprefix("tel:")
            said = "".join(self.words).rstrip().endswith(address)
            self.words.append("" if said else f" ({address})")
            self.link = ""
        if tag in {"ul", "ol"}:
            self._end_line()
            self.lists.pop()
            self.lines.append("")
        elif tag == "li" or (tag in BLOCKS and not (self.lists and tag == "p")):
            self._end_line()

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\n", " "))

    def _begin_point(self) -> None:
        self._end_line()
        number = self.lists[-1] if self.lists else None
        if self.lists and number is not None:
            self.lists[-1] = number + 1
            self.mark = f"{number + 1}. "
        else:
            self.mark = f"{BULLET} "

    def _end_line(self) -> None:
        spoken = "".join(self.words).split("\n")
        text = "\n".join(" ".join(line.split()) for line in spoken).strip()
        if text:
            self.lines.append(self.mark + text)
            if not self.lists:
                self.lines.append("")
        self.words, self.mark = [], self.mark if not text else ""

    def text(self) -> str:
        self._end_line()
        out: list[str] = []
        for line in self.lines:
            if line or (out and out[-1]):
                out.append(line)
        return "\n".join(out).strip()
