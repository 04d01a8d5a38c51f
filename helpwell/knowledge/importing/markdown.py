"""Markdown as HTML."""

from markdown_it import MarkdownIt

from helpwell.knowledge.importing import plain

_full = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_text_only = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def html_of(markdown: str) -> str:
    """What Markdown from a file means; HTML inside it counts and still has to be cleaned."""
    return str(_full.render(markdown))


def html_of_plain(text: str) -> str:
    """What plain text with a little Markdown in it means; angle brackets are just signs."""
    return str(_text_only.render(plain.markdown_of(text)))
