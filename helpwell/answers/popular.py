"""What many ask these days, in its real order."""

from datetime import timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from helpwell.knowledge.models import Translation


def popular(language: str, audiences: frozenset[str], days: int, limit: int = 8) -> list[Translation]:
    """The translations most opened from questions in the last `days` days, the most asked first."""
    since = timezone.now() - timedelta(days=days)
    recent = Q(questions__asked_at__gte=since)
    return list(
        Translation.objects.readable(audiences)
        .in_language(language)
        .for_reading()
        .annotate(
            asked_count=Count("questions", filter=recent),
            asked_last=Max("questions__asked_at", filter=recent),
        )
        .filter(asked_count__gt=0)
        .order_by("-asked_count", "-asked_last")[:limit]
    )
