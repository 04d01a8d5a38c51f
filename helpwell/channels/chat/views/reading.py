"""What can be read in the widget before a word is said: its first screen, answers while typing, articles."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.answers.asking import Asker, ask_so_far
from helpwell.answers.found import FoundArticle
from helpwell.automation.models import Flow
from helpwell.automation.walking import Around
from helpwell.base.limits import limited
from helpwell.base.robots import is_robot
from helpwell.channels.chat.asked import note, read_typed
from helpwell.channels.chat.frames import read_frame
from helpwell.channels.chat.reading import article_as_json, article_for
from helpwell.channels.chat.refusal import Refused
from helpwell.channels.chat.websites import for_websites, language_of
from helpwell.channels.chat.welcome import welcome as first_screen
from helpwell.conversations.models import Inbox
from helpwell.knowledge.access import PUBLIC

ROWS = 3
EXCERPT = 140  # letters
LONGEST_NOTE = 10_000  # bytes


@for_websites
@require_safe
@limited("chat.welcome", most=120, seconds=60)
def welcome(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """The first screen."""
    language, given = language_of(request), request.GET
    around = Around(given.get("address", "")[:500], language, _unsigned(given.get("audience", "")))
    return JsonResponse(first_screen(inbox, language, given.get("page", "")[:200], around))


@for_websites
@require_safe
@limited("chat.answers", most=600, seconds=60)
def answers(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """What answers `?q=` so far."""
    found = ask_so_far(request.GET.get("q", ""), Asker(language_of(request), PUBLIC), limit=ROWS)
    return JsonResponse({"rows": [_row(one) for one in found.articles[:ROWS]]})


@for_websites
@require_POST
@limited("chat.questions", most=300, seconds=60)
def questions(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """She has paused, opened an answer, or says whether it helped: keep what was asked, shown and read."""
    frame = read_frame(request.body[:LONGEST_NOTE].decode(errors="replace"))
    typed = None if is_robot(request) else read_typed(frame)
    if typed:
        note(typed, inbox, frame.text("session"))
    return HttpResponse(status=204)


@for_websites
@require_safe
@limited("chat.articles", most=300, seconds=60)
def article(request: HttpRequest, inbox: Inbox, public_id: str) -> HttpResponse:
    """One public article."""
    found = article_for(public_id, language_of(request))
    if found is None:
        raise Refused("inbox", _("This article is no longer there."))
    return JsonResponse(article_as_json(found, language_of(request), request))


def _unsigned(audience: str) -> str:
    """A page may say that she is back, but not who she is: that comes with her session."""
    return Flow.Audience.RETURNING if audience == Flow.Audience.RETURNING else Flow.Audience.NEW


def _row(one: FoundArticle) -> dict[str, Any]:
    text = one.summary or one.passage
    return {
        "article": one.public_id,
        "language": one.language,
        "title": one.title,
        "text": text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …",
        "matched": list(one.matched),
    }
