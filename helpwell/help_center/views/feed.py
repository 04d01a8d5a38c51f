"""What is new, for feed readers: answers everybody may read, the last changed first."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from helpwell.base.models import Site
from helpwell.help_center.addresses import article_url, origin
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Translation

NEWEST = 30
AN_HOUR = 3600  # seconds a feed reader may wait before it asks again


@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """An Atom feed of one language. Signed in or not, it holds the same: readers keep and share feeds."""
    changed = Translation.objects.readable(PUBLIC).in_language(language).select_related("live", "article")
    atom = Atom1Feed(
        title=_("Help – %(name)s") % {"name": Site.current().name},
        link=origin() + reverse("help_center:home", args=[language]),
        description="",
        language=language,
        feed_url=origin() + reverse("help_center:feed", args=[language]),
    )
    for one in changed.order_by("-updated_at")[:NEWEST]:
        _add(atom, one)
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={AN_HOUR}"
    return response


def _add(atom: Atom1Feed, translation: Translation) -> None:
    address = origin() + article_url(translation, translation.language)
    atom.add_item(
        title=translation.live.title if translation.live else "",
        link=address,
        description=translation.live.summary if translation.live else "",
        unique_id=f"{origin()}/{translation.language}/a/{translation.article.public_id}",
        pubdate=translation.published_at,
        updateddate=translation.updated_at,
    )
