"""What many ask these days, in its real order."""

from django.db.models import Count, Max

from helpwell.answers.models import Question
from helpwell.knowledge.models import Translation


def popular(language: str, audiences: frozenset[str], days: int, limit: int = 8) -> list[Translation]:
    """The translations most opened from questions in the last `days` days, the most asked first."""
    ranked = (
        Question.objects.asked_within(days)
        .led_to_readable(audiences)
        .filter(opened__language=language)
        .values_list("opened")
        .annotate(asked_count=Count("pk"), asked_last=Max("asked_at"))
        .order_by("-asked_count", "-asked_last")[:limit]
    )
    order = [translation_id for translation_id, _count, _last in ranked]
    found = Translation.objects.for_reading().defer("live__body").in_bulk(order)
    return [found[translation_id] for translation_id in order]
