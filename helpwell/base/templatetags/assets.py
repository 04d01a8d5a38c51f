"""The scripts of a page: our custom elements, found by their bare names through the page's one import map."""

import base64
import hashlib
from functools import cache

from django import template
from django.forms import Media, Script
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from js_asset import ImportMap
from js_asset.media import Media as MediaWithImportMap

register = template.Library()

ELEMENTS = {  # of the public pages
    "date-format": "base/elements/date-format.js",
    "help-vote": "base/elements/help-vote.js",
    "live-search": "base/elements/live-search.js",
    "local-time": "base/elements/local-time.js",
    "typing": "base/elements/typing.js",
}
FORM_ELEMENTS = {
    "answering-form": "contact_form/elements/answering-form.js",
    "docked-bar": "contact_form/elements/docked-bar.js",
    "draft": "contact_form/elements/draft.js",
    "draft-sent": "contact_form/elements/draft-sent.js",
    "framed-page": "contact_form/elements/framed-page.js",
    "offered-answers": "contact_form/elements/offered-answers.js",
    "own-time": "contact_form/elements/own-time.js",
    "live-exchange": "contact_form/elements/live-exchange.js",
}  # of the contact form and the page of one conversation
DESK_ELEMENTS = {
    "article-editor": "desk/elements/article-editor.js",
    "browser-notices": "desk/elements/browser-notices.js",
    "desk-composer": "desk/elements/desk-composer.js",
    "desk-keys": "desk/elements/desk-keys.js",
    "desk-line": "desk/elements/desk-line.js",
    "desk-palette": "desk/elements/desk-palette.js",
    "hue-preview": "desk/elements/hue-preview.js",
    "keyed-swap": "desk/elements/keyed-swap.js",
    "live-desk": "desk/elements/live-desk.js",
    "macro-words": "desk/elements/macro-words.js",
    "name-offers": "desk/elements/name-offers.js",
    "open-dialog": "desk/elements/open-dialog.js",
    "ordered-steps": "desk/elements/ordered-steps.js",
    "passing-toast": "desk/elements/passing-toast.js",
    "picked-rows": "desk/elements/picked-rows.js",
    "rail-toggle": "desk/elements/rail-toggle.js",
    "reading-place": "desk/elements/reading-place.js",
    "rich-text": "desk/elements/rich-text.js",
    "rich-text-nodes": "desk/elements/rich-text-nodes.js",
    "dragged-rows": "desk/elements/dragged-rows.js",
    "select-all": "desk/elements/select-all.js",
}
OWN_ELEMENTS = {"contact_form": FORM_ELEMENTS, "desk": DESK_ELEMENTS}  # by the room whose script a page loads


@register.simple_tag(takes_context=True)
def scripts(context: Context, entry: str, media: Media | None = None) -> SafeString:
    """The module `entry`, and what a form's media brings. Leaves the import map's hash for the page's policy."""
    tags, digest = _tags(entry) if media is None else _with_media(entry, media)
    if request := context.get("request"):
        request.import_map_hash = digest
    return tags


@cache
def _tags(entry: str) -> tuple[SafeString, str]:
    return _with_media(entry, Media())


def _with_media(entry: str, media: Media) -> tuple[SafeString, str]:
    """One import map for all: a browser heeds the first it meets."""
    ours = MediaWithImportMap(js=[Script(entry, type="module")], importmap=ImportMap(_imports(entry)))
    tags = (ours + media).render()
    return format_html("{}{}", tags, _preloads(_imports(entry))), _hash_of_import_map(tags)


def _preloads(imports: dict[str, str]) -> SafeString:
    """Have the elements fetched beside the entry, not after it."""
    return format_html_join("", '<link rel="modulepreload" href="{}">', ((static(path),) for path in imports.values()))


def _imports(entry: str) -> dict[str, str]:
    """Each page is sent the names of the elements it may use, and no others."""
    return ELEMENTS | OWN_ELEMENTS.get(entry.split("/")[0], {})


def _hash_of_import_map(tags: str) -> str:
    start = tags.index(">", tags.index('type="importmap"')) + 1
    content = tags[start : tags.index("</script>", start)]
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
