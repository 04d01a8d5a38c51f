"""Notice which answer somebody opened from the page of results, with or without a script."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest

from helpwell.answers.log import last_asked
from helpwell.base.robots import is_robot
from helpwell.knowledge.models import Translation
from helpwell.people.visitors import known_visitor


def note_opened(request: HttpRequest, translation: Translation) -> None:
    """Write down that the visitor's question led here. Only a browser we know, straight from our results, counts."""
    question = _question_before(request)
    visitor = known_visitor(request) if question and not is_robot(request) else None
    if visitor and (asked := last_asked(visitor, question)):
        asked.open(translation, asked.rank_of(translation))


def _question_before(request: HttpRequest) -> str:
    """What the page of results that led here was asked; "" when she comes from elsewhere."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or not before.path.endswith("/search/"):
        return ""
    return parse_qs(before.query).get("q", [""])[0]
