"""The marks on our pages: Lucide's icons in our own line, and the rings, which are ours."""

from functools import cache
from importlib.resources import files
from zipfile import ZipFile

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist

register = template.Library()

# Trust spreads: a dot helps agents, a ring is offered to customers, two rings answer alone.
RINGS = {
    "assist": '<circle cx="12" cy="12" r="2" fill="currentColor"/>',
    "offer": '<circle cx="12" cy="12" r="1.5" fill="currentColor"/><circle cx="12" cy="12" r="5.5"/>',
    "automatic": (
        '<circle cx="12" cy="12" r="1.25" fill="currentColor"/>'
        '<circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="9"/>'
    ),
}


@register.simple_tag
@cache
def icon(name: str, *variants: str) -> SafeString:
    """The named mark, as decoration beside words. Variants: small, large, turns (points with the line)."""
    classes = " ".join(["icon", *(f"icon--{variant}" for variant in variants)])
    return format_html(
        '<svg class="{}" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        classes,
        _shapes(name),
    )


@cache
def _shapes(name: str) -> SafeString:
    """What is drawn inside the frame. An unknown name raises lucide.IconDoesNotExist."""
    if name in RINGS:
        return mark_safe(RINGS[name])  # noqa: S308  (our own constant)
    try:
        drawing = _lucide().read(f"{name}.svg").decode()
    except KeyError as error:
        raise IconDoesNotExist(name) from error
    shapes = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    return mark_safe("".join(line.strip() for line in shapes.splitlines()))  # noqa: S308  (Lucide's files)


@cache
def _lucide() -> ZipFile:
    """All of Lucide's drawings, opened once: opening them takes a hundred times as long as finding one."""
    return ZipFile(str(files("lucide") / "lucide.zip"))
