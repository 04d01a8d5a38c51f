"""How sure an answer must be before a channel says it alone, and which answers have earned it."""

from collections.abc import Collection

from django.db.models import QuerySet

from helpwell.answers.models import Question, Standing
from helpwell.base.prepared import written_once

ACCEPTED_ERROR = {Question.Surface.FORM: 0.5, Question.Surface.CHAT: 0.1}  # wrong answers that are taken, as a share


def threshold_of(surface: Question.Surface) -> float:
    """The calibrated confidence from which on an answer may be said alone there."""
    return 1 - ACCEPTED_ERROR[surface]


def may_be_said(translations: Collection[int]) -> set[int]:
    """Those of the translations (by key) whose standing is automatic today."""
    trusted = _trusted(tuple(translations))
    return {one.translation_id for one in trusted if one.effective_level == Standing.Level.AUTOMATIC}


@written_once
def _trusted(translations: tuple[int, ...]) -> QuerySet[Standing]:
    standings = Standing.objects.filter(translation__in=translations, level=Standing.Level.AUTOMATIC)
    return standings.select_related("translation__article")
