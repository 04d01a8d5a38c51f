"""The HTML of an article: cleaned on its way in, read as plain text by the engine, linked on its way out."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import nh3

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "s", "u", "sub", "sup",
    "a", "img", "video", "audio", "track", "figure", "figcaption", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "video": {"src", "title"},
    "audio": {"src", "title"},
    "track": {"src", "srclang"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
OUR_FILES = {"img", "video", "audio", "track"}  # what shows a file
SCHEMES = {"http", "https", "mailto", "tel", "article"}
BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "li",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "hr",
    "tr",
    "table",
    "ul",
    "ol",
    "video",
    "audio",
}
HEADINGS = {"h2", "h3", "h4"}
RECORDING = re.compile(r"<(video|audio) ")
CONTROLS = r'<\1 controls playsinline preload="metadata" '  # nothing plays by itself, or is loaded before it is wanted
ARTICLE_LINK = re.compile(r'href="article:([^"#]+)(#[^"]*)?"')


def clean(html: str) -> str:
    """The same text with nothing in it that could run, load from elsewhere or break the page (T9)."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        attribute_filter=_safe_address,
    ).strip()


def _safe_address(tag: str, attribute: str, value: str) -> str | None:
    """Pictures and recordings are our own files (P7); an address with control characters hides something."""
    if tag in OUR_FILES and attribute == "src" and not value.startswith("/files/"):
        return None
    if attribute in {"href", "src"} and not value.isprintable():
        return None
    return value


def plain_text(html: str) -> str:
    """The words alone: paragraphs parted by a blank line, a heading as a line that starts with `# `."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return reader.text()


def article_links(html: str) -> list[str]:
    """The ids of the articles it links to, in order."""
    return [match[1] for match in ARTICLE_LINK.finditer(html)]


def as_shown(html: str, address_of: Callable[[str], str | None]) -> str:
    """Stored HTML as a page shows it: recordings get controls, `article:ID` becomes an address.

    A link to an article that `address_of` does not know loses its address.
    """

    def resolve(match: re.Match[str]) -> str:
        address = address_of(match[1])
        return f'href="{address}{match[2] or ""}"' if address else ""

    return ARTICLE_LINK.sub(resolve, RECORDING.sub(CONTROLS, html).replace("<track ", '<track kind="captions" '))


class _TextReader(HTMLParser):
    """Gathers the text of blocks; what shows a file contributes its description, a table's row is one sentence."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.prefix = ""
        self.is_in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"td", "th"}:
            self.words.append(", " if any(word.strip() for word in self.words) else "")
        elif tag == "img":
            self.words.append(dict(attrs).get("alt") or "")
        else:
            self._part(tag)
            self.words.append(dict(attrs).get("title") or "" if tag in {"video", "audio"} else "")
            self.prefix = "# " if tag in HEADINGS else self.prefix
            self.is_in_row = self.is_in_row or tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        self.is_in_row = self.is_in_row and tag != "tr"
        self._part(tag)

    def _part(self, tag: str) -> None:
        """A block's edge parts paragraphs; inside a table's row, and at a line break, only words."""
        if tag == "br" or (tag in BLOCKS and self.is_in_row):
            self.words.append(" ")
        elif tag in BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self.words).split()).replace(" ,", ",")
        if text:
            self.blocks.append(self.prefix + text)
        self.words, self.prefix = [], ""

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self.blocks)
