"""An article's HTML as Markdown, only where the Markdown means exactly the same."""

import re
from collections.abc import Iterator
from typing import Any

from markdownify import MarkdownConverter

from helpwell.knowledge.importing.markdown import html_of
from helpwell.knowledge.importing.tidying import tidy

PICTURE = re.compile(r'<img src="([^"]*)"[^>]*>')


class _Readable(MarkdownConverter):
    class Options:
        heading_style = "atx"
        bullets = "-"
        newline_style = "backslash"
        escape_misc = False  # no backslash before every full stop

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_s(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"~~{text}~~"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"![{el.get('alt', '')}]({el.get('src', '')})"


class _Careful(_Readable):
    class Options(_Readable.Options):
        escape_misc = True


def markdown_of(html: str) -> str | None:
    """Markdown that comes back as exactly this HTML; None when Markdown has no words for it."""
    return next((text for text in _spellings(html) if _comes_back(text, html)), None)


def _spellings(html: str) -> Iterator[str]:
    yield _Readable().convert(html).strip("\n")
    yield _Careful().convert(html).strip("\n")


def _comes_back(markdown: str, html: str) -> bool:
    pictures = {match[1]: match[0] for match in PICTURE.finditer(html)}
    return tidy(html_of(markdown), lambda address, alt: pictures.get(address, "")) == html
