"""The best answer, shown whole where it is short."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from helpwell.help_center.asking import Result, Results
from helpwell.help_center.reading import readable_body
from helpwell.knowledge.models import Translation

SHORT = 1500  # letters of HTML that fit into a card


@dataclass(frozen=True)
class BestAnswer:
    """The first of what was found."""

    result: Result
    body: SafeString  # the whole answer; "" when it is too long and its best passage must do


def best_answer(results: Results, language: str, audiences: frozenset[str]) -> BestAnswer | None:
    """The first result with its words; None of nothing."""
    if not results.results:
        return None
    first = results.results[0]
    body = Translation.objects.values_list("live__body", flat=True).get(pk=first.article.translation_id) or ""
    whole = readable_body(body, language, audiences).html if len(body) <= SHORT else SafeString("")
    return BestAnswer(first, whole)
