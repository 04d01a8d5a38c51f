"""HTML from anywhere, brought into the one shape our editor writes: every text in a block, no blanks between blocks."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from helpwell.knowledge.html import clean

LEAVES = {"p", "h2", "h3", "h4", "pre", "figcaption", "td", "th"}  # blocks that hold text
CONTAINERS = {"ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "figure"}
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
ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
EMPTY = re.compile(r"<(p|h2|h3|h4|li|blockquote|figure|strong|em|s|u|code|figcaption)>\s*</\1>")
LONE_PICTURE = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>")
NUMBERS = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
DEEPEST = 40  # tags within tags; what lies deeper keeps its words only
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
    text = LOOSE.sub(r"\1\2", FAINT.sub("</p><p>", "".join(reader.finish())))
    while (emptied := EMPTY.sub("", text)) != text:
        text = emptied
    return clean(LONE_PICTURE.sub(r"<figure>\1</figure>", text))


@dataclass
class _Open:
    """A tag that is open; `implied`: we opened it ourselves."""

    tag: str
    implied: bool = False


@dataclass
class _Recording:
    """A video or sound that is open: where it lies, what it shows, its subtitles and their language."""

    address: str
    description: str
    captions: str = ""
    language: str = ""


@dataclass
class _State:
    parts: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    recording: _Recording | None = None


class _Tidier(HTMLParser):
    def __init__(self, picture: Picture, link: Link) -> None:
        super().__init__(convert_charrefs=True)
        self.picture, self.link, self.state = picture, link, _State()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SAME.get(tag, tag)
        values = {name: value or "" for name, value in attrs}
        if tag in HIDDEN:
            self.state.hidden.append(tag)
            self._point_to(values.get("src", "") if tag == "iframe" else "")
        elif self.state.recording or tag in RECORDINGS:
            self._record(tag, values)
        elif self.state.hidden or len(self.state.stack) > DEEPEST:
            return
        elif tag in BREAKING or (tag in {"td", "th"} and not self._in("tr")):
            self._close_leaf()
        elif tag in LEAVES | CONTAINERS:
            self._open_block(tag, values)
        elif tag in INLINE:
            self._open_inline(tag, values)
        elif tag == "br":
            self._write(" " if self._in("td", "th") else "<br>")
        elif tag == "hr":
            self._close_leaf()
            self.state.parts.append("<hr>")
        elif tag == "img":
            self._show(values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        tag = SAME.get(tag, tag)
        if tag in HIDDEN:
            if tag in self.state.hidden:
                self.state.hidden.remove(tag)
        elif self.state.hidden:
            return
        elif self.state.recording:
            self._play(tag)
        elif tag in BREAKING:
            self._close_leaf()
        elif any(known.tag == tag for known in self.state.stack):
            self._close_until(tag)

    def handle_data(self, data: str) -> None:
        if self.state.hidden or self.state.recording:
            return
        if self._in("pre"):
            self.state.parts.append(html.escape(data, quote=False))
        elif data.strip() or self._in(*LEAVES):
            linked = _escaped if self._in("a", "code") else _linked
            self._write(linked(re.sub(r"[ \t\n\r\f]+", " ", data)))

    def finish(self) -> list[str]:
        """All that was written, with every tag closed."""
        self._close_down_to(0)
        return self.state.parts

    def _show(self, values: dict[str, str]) -> None:
        shown = self.picture(values.get("src", ""), values.get("alt", ""))
        if shown:
            self._write(shown)

    def _point_to(self, address: str) -> None:
        """What is embedded from elsewhere, a video mostly, becomes a link: readers are not sent there unasked (P7)."""
        if ADDRESS.fullmatch(address):
            self._close_leaf()
            self._push(_Open("p", implied=True), f"<p>{_linked(address)}")
            self._close_leaf()

    def _record(self, tag: str, values: dict[str, str]) -> None:
        recording, address = self.state.recording, values.get("src", "")
        if recording is None:
            self._close_leaf()
            self.state.recording = _Recording(address, values.get("title", ""))
        elif tag == "source":
            recording.address = recording.address or address
        elif tag == "track" and not recording.captions:
            recording.captions, recording.language = address, values.get("srclang", "")

    def _play(self, tag: str) -> None:
        """The end of the recording that is open."""
        recording = self.state.recording
        if recording and tag in RECORDINGS:
            self.state.recording = None
            shown = self.picture(recording.address, recording.description)
            captions = self.link(recording.captions) if shown and recording.captions else ""
            language = html.escape(recording.language)
            track = f'<track src="{html.escape(captions)}" srclang="{language}">' if captions else ""
            self.state.parts.append(shown.replace("></", f">{track}</"))

    def _open_block(self, tag: str, values: dict[str, str]) -> None:
        self._close_leaf()
        if tag == "li":
            self._close_siblings("li", {"ul", "ol"})
        numbers = "".join(
            f' {name}="{values[name]}"'
            for name in NUMBERS.get(tag, ())
            if SMALL_NUMBER.fullmatch(values.get(name, "")) and values[name] != "1"
        )
        self._push(_Open(tag), f"<{tag}{numbers}>")

    def _open_inline(self, tag: str, values: dict[str, str]) -> None:
        address = self.link(values.get("href", "").strip()) if tag == "a" else ""
        if tag == "a" and not address:
            return
        self._need_leaf()
        self._push(_Open(tag), f'<a href="{html.escape(address)}">' if tag == "a" else f"<{tag}>")

    def _write(self, text: str) -> None:
        self._need_leaf()
        self.state.parts.append(text)

    def _need_leaf(self) -> None:
        if not self._in(*LEAVES) and not (self.state.stack and self.state.stack[-1].tag == "figure"):
            self._push(_Open("p", implied=True), "<p>")

    def _close_siblings(self, tag: str, within: set[str]) -> None:
        """An item that was never closed ends where the next begins."""
        for depth in range(len(self.state.stack) - 1, -1, -1):
            if self.state.stack[depth].tag in within:
                return
            if self.state.stack[depth].tag == tag:
                self._close_down_to(depth)
                return

    def _close_leaf(self) -> None:
        for depth, known in enumerate(self.state.stack):
            if known.tag in LEAVES and known.tag not in {"td", "th"}:
                self._close_down_to(depth)
                return

    def _close_until(self, tag: str) -> None:
        depth = max(number for number, known in enumerate(self.state.stack) if known.tag == tag)
        self._close_down_to(depth)

    def _close_down_to(self, depth: int) -> None:
        while len(self.state.stack) > depth:
            self.state.parts.append(f"</{self.state.stack.pop().tag}>")

    def _push(self, opened: _Open, text: str) -> None:
        self.state.stack.append(opened)
        self.state.parts.append(text)

    def _in(self, *tags: str) -> bool:
        return any(known.tag in tags for known in self.state.stack)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _linked(text: str) -> str:
    """Escaped text in which web and mail addresses can be followed."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        address = match[0] if "://" in match[0] else f"mailto:{match[0]}"
        parts += [_escaped(text[end : match.start()]), f'<a href="{html.escape(address)}">{_escaped(match[0])}</a>']
        end = match.end()
    return "".join(parts) + _escaped(text[end:])
