"""An article as the widget shows it inside a foreign page: clean, in the reader's language, every address whole."""

import re

from django.http import HttpRequest

from helpwell.base.languages import direction
from helpwell.base.site import Site
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.addresses import lasting_url
from helpwell.knowledge.html import as_shown
from helpwell.knowledge.models import Translation

OUR_FILE = re.compile(r'(<(?:img|video|audio|track)\b[^>]*?\bsrc=")(/files/)')


def article_for(public_id: str, language: str) -> Translation | None:
    """The public article in her language, else in the site's first one that there is."""
    order = {code: rank for rank, code in enumerate(dict.fromkeys([language, *Site.current().languages]))}
    written = Translation.objects.readable(PUBLIC).filter(article__public_id=public_id).for_reading()
    return min(written, key=lambda one: order.get(one.language, len(order)), default=None)


def article_as_json(translation: Translation, language: str, request: HttpRequest) -> dict[str, str]:
    """Its words. The HTML was cleaned when it was stored; the widget opens links to other articles inside itself."""
    body = translation.live.body if translation.live else ""
    html = as_shown(body, lambda public_id: lasting_url(public_id, language))
    root = request.build_absolute_uri("/").rstrip("/")
    return {
        "article": translation.article.public_id,
        "language": translation.language,
        "direction": direction(translation.language),
        "title": translation.live.title if translation.live else "",
        "html": OUR_FILE.sub(rf"\g<1>{root}\g<2>", html),
        "url": lasting_url(translation.article.public_id, language),
    }
