"""HTML from anywhere, brought into the one shape our editor writes: every text in a block, no blanks between blocks."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from helpwell.knowledge.html import clean
from helpwell.knowledge.importing.blocks import CELLS, CONTAINERS, LEAVES, Blocks
from helpwell.knowledge.importing.linking import ADDRESS, escaped, linked

INLINE = {"strong", "em", "s", "u", "sub", "sup", "code", "a"}
SAME = {
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "b": "strong",
    "i": "em",
    "del": "s",
    "strike": "s",
    "ins": "u",
    "kbd": "code",
}
BREAKING = {
    "div", "section", "article", "main", "header", "footer", "aside", "nav", "body", "center", "dl", "dt", "dd",
    "details", "summary", "address", "form", "fieldset",
}  # fmt: skip
HIDDEN = {"script", "style", "template", "noscript", "head", "title", "iframe", "object", "svg", "math", "select"}
EMPTY = re.compile(r"<(p|h2|h3|h4|li|blockquote|figure|strong|em|s|u|code|figcaption)>\s*</\1>")
LONE_PICTURE = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>")
NUMBERS = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
LOOSE = re.compile(r"(<(?:p|h2|h3|h4|figcaption|td|th)(?: [^>]*)?>)\s+|\s+(</(?:p|h2|h3|h4|figcaption|td|th)>)")
FAINT = re.compile(r"(?:\s*<br>\s*){2,}")
RECORDINGS = {"video", "audio"}

Picture = Callable[[str, str], str]  # address and description of a picture or recording to HTML; "" drops it
Link = Callable[[str], str]  # address to address; "" keeps only the words


def tidy(source: str, picture: Picture = lambda address, alt: "", link: Link = lambda address: address) -> str:
    """Clean HTML with the same words; pictures and links as these two say."""
    reader = _Tidier(picture, link)
    reader.feed(source)
    reader.close()
    text = LOOSE.sub(r"\1\2", FAINT.sub("</p><p>", reader.blocks.finish()))
    while (emptied := EMPTY.sub("", text)) != text:
        text = emptied
    return clean(LONE_PICTURE.sub(r"<figure>\1</figure>", text))


@dataclass
class _Recording:
    """A video or sound that is open: where it lies, what it shows, its subtitles and their language."""

    address: str
    description: str
    captions: str = ""
    language: str = ""


class _Tidier(HTMLParser):
    def __init__(self, picture: Picture, link: Link) -> None:
        super().__init__(convert_charrefs=True)
        self.picture, self.link, self.blocks = picture, link, Blocks()
        self.hidden: list[str] = []
        self.recording: _Recording | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SAME.get(tag, tag)
        values = {name: value or "" for name, value in attrs}
        if tag in HIDDEN:
            self.hidden.append(tag)
            self._point_to(values.get("src", "") if tag == "iframe" else "")
        elif self.recording or tag in RECORDINGS:
            self._record(tag, values)
        elif not self.hidden and not self.blocks.is_too_deep:
            self._open(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        tag = SAME.get(tag, tag)
        if tag in HIDDEN:
            if tag in self.hidden:
                self.hidden.remove(tag)
        elif self.hidden:
            return
        elif self.recording:
            self._play(self.recording, tag)
        elif tag in BREAKING:
            self.blocks.close_leaf()
        else:
            self.blocks.close(tag)

    def handle_data(self, data: str) -> None:
        if self.hidden or self.recording:
            return
        if self.blocks.is_in("pre"):
            self.blocks.add(escaped(data))
        elif data.strip() or self.blocks.is_in(*LEAVES):
            words = re.sub(r"[ \t\n\r\f]+", " ", data)
            self.blocks.write(escaped(words) if self.blocks.is_in("a", "code") else linked(words))

    def _open(self, tag: str, values: dict[str, str]) -> None:
        """A tag whose text readers see."""
        if tag in BREAKING or (tag in CELLS and not self.blocks.is_in("tr")):
            self.blocks.close_leaf()
        elif tag in LEAVES | CONTAINERS:
            self.blocks.open_block(tag, _numbers(tag, values))
        elif tag in INLINE:
            self._open_inline(tag, values)
        elif tag == "br":
            self.blocks.write(" " if self.blocks.is_in(*CELLS) else "<br>")
        elif tag == "hr":
            self.blocks.close_leaf()
            self.blocks.add("<hr>")
        elif tag == "img" and (shown := self.picture(values.get("src", ""), values.get("alt", ""))):
            self.blocks.write(shown)

    def _open_inline(self, tag: str, values: dict[str, str]) -> None:
        address = self.link(values.get("href", "").strip()) if tag == "a" else ""
        if address or tag != "a":
            self.blocks.need_leaf()
            self.blocks.open(tag, f' href="{html.escape(address)}"' if address else "")

    def _point_to(self, address: str) -> None:
        """What is embedded from elsewhere, a video mostly, becomes a link: readers are not sent there unasked (P7)."""
        if ADDRESS.fullmatch(address):
            self.blocks.close_leaf()
            self.blocks.open("p")
            self.blocks.add(linked(address))
            self.blocks.close_leaf()

    def _record(self, tag: str, values: dict[str, str]) -> None:
        recording, address = self.recording, values.get("src", "")
        if recording is None:
            self.blocks.close_leaf()
            self.recording = _Recording(address, values.get("title", ""))
        elif tag == "source":
            recording.address = recording.address or address
        elif tag == "track" and not recording.captions:
            recording.captions, recording.language = address, values.get("srclang", "")

    def _play(self, recording: _Recording, tag: str) -> None:
        """The end of the recording that is open."""
        if tag in RECORDINGS:
            self.recording = None
            shown = self.picture(recording.address, recording.description)
            captions = self.link(recording.captions) if shown and recording.captions else ""
            language = html.escape(recording.language)
            track = f'<track src="{html.escape(captions)}" srclang="{language}">' if captions else ""
            self.blocks.add(shown.replace("></", f">{track}</"))


def _numbers(tag: str, values: dict[str, str]) -> str:
    """Where a list begins, how far a cell reaches: the attributes we keep."""
    numbers = {name: values.get(name, "") for name in NUMBERS.get(tag, ())}
    kept = {name: value for name, value in numbers.items() if SMALL_NUMBER.fullmatch(value) and value != "1"}
    return "".join(f' {name}="{value}"' for name, value in kept.items())
