"""Which articles were ticked, and what is to become of them."""

from typing import Any

from django.http import QueryDict

from helpwell.knowledge.models import Translation

MOST = 200  # articles in one go


class ArticleSelection:
    """What a form of ticked boxes says; what makes no sense is left out."""

    def __init__(self, data: QueryDict) -> None:
        self.ids = [int(pk) for pk in data.getlist("id")[:MOST] if pk.isascii() and pk.isdigit()]
        self.become = data.get("become", "")  # a status; apart from the filter of that name
        self.former: dict[int, Any] = dict(_states(data.getlist("former")[:MOST]))


def _states(pairs: list[str]) -> Any:
    """`12:draft` is the translation and the status it had."""
    for pair in pairs:
        pk, _colon, status = pair.partition(":")
        if pk.isascii() and pk.isdigit() and status in Translation.Status.values:
            yield int(pk), status
