"""HTML as it is written: which tags are open, and that every text stands in a block."""

from dataclasses import dataclass, field

LEAVES = {"p", "h2", "h3", "h4", "pre", "figcaption", "td", "th"}  # blocks that hold text
CONTAINERS = {"ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "figure"}
CELLS = {"td", "th"}  # leaves that may hold other blocks
DEEPEST = 40  # tags within tags; what lies deeper keeps its words only


@dataclass
class Blocks:
    """What was written so far, and the tags in it that are still open, the outermost first."""

    parts: list[str] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)

    @property
    def is_too_deep(self) -> bool:
        """Whether no more tags should be opened."""
        return len(self.open_tags) > DEEPEST

    def is_in(self, *tags: str) -> bool:
        """Whether one of these is open."""
        return any(tag in tags for tag in self.open_tags)

    def add(self, markup: str) -> None:
        """Where we are, in a block or not."""
        self.parts.append(markup)

    def write(self, text: str) -> None:
        """In a block; in a paragraph where there is none yet."""
        self.need_leaf()
        self.add(text)

    def open(self, tag: str, attributes: str = "") -> None:
        """From here on we are within it."""
        self.open_tags.append(tag)
        self.add(f"<{tag}{attributes}>")

    def open_block(self, tag: str, attributes: str = "") -> None:
        """Beside the text before, not within it."""
        self.close_leaf()
        if tag == "li":
            self._close_item()
        self.open(tag, attributes)

    def need_leaf(self) -> None:
        """Begin a paragraph unless we are where text may stand."""
        if not self.is_in(*LEAVES) and self.open_tags[-1:] != ["figure"]:
            self.open("p")

    def close_leaf(self) -> None:
        """The text here is over. A cell stays open."""
        for depth, tag in enumerate(self.open_tags):
            if tag in LEAVES - CELLS:
                self._close_down_to(depth)
                return

    def close(self, tag: str) -> None:
        """The innermost such tag, and all within it; without one, nothing."""
        depths = [depth for depth, known in enumerate(self.open_tags) if known == tag]
        if depths:
            self._close_down_to(depths[-1])

    def finish(self) -> str:
        """All that was written, with every tag closed."""
        self._close_down_to(0)
        return "".join(self.parts)

    def _close_item(self) -> None:
        """An item that was never closed ends where the next begins."""
        for depth in range(len(self.open_tags) - 1, -1, -1):
            if self.open_tags[depth] in {"ul", "ol"}:
                return
            if self.open_tags[depth] == "li":
                self._close_down_to(depth)
                return

    def _close_down_to(self, depth: int) -> None:
        while len(self.open_tags) > depth:
            self.add(f"</{self.open_tags.pop()}>")
