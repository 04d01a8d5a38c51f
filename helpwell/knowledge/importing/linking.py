"""Plain text on its way into HTML: escaped, its web and mail addresses followed with a click."""

import html
import re

ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")


def escaped(text: str) -> str:
    """As HTML, word for word."""
    return html.escape(text, quote=False)


def linked(text: str) -> str:
    """The same, in which addresses can be followed."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        address = match[0] if "://" in match[0] else f"mailto:{match[0]}"
        parts += [escaped(text[end : match.start()]), f'<a href="{html.escape(address)}">{escaped(match[0])}</a>']
        end = match.end()
    return "".join(parts) + escaped(text[end:])
