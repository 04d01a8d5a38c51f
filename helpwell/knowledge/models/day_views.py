"""How often an answer's page was opened on a day: a number, and nothing about who opened it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Self

from django.db import models, transaction

from helpwell.base.site import today
from helpwell.knowledge.models.translation import Translation


class DayViewsQuerySet(models.QuerySet["DayViews"]):
    def within(self, days: int) -> Self:
        """Of today and the days before, `days` in all."""
        return self.filter(day__gt=today() - timedelta(days=days))

    def total(self) -> int:
        """All these openings together."""
        return self.aggregate(total=models.Sum("count"))["total"] or 0


class DayViews(models.Model):
    """The page of one translation on one day."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="day_views")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    objects = DayViewsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "day"], name="views_once_a_day")]
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return f"{self.translation_id} {self.day}: {self.count}"

    @classmethod
    @transaction.atomic
    def add(cls, day: date, counts: Mapping[int, int]) -> None:
        """So many more openings of each translation, by its id. One that is gone meanwhile is left out."""
        there = Translation.objects.filter(pk__in=counts).values_list("pk", flat=True)
        for pk in there:
            row, _is_new = cls.objects.get_or_create(translation_id=pk, day=day)
            cls.objects.filter(pk=row.pk).update(count=models.F("count") + counts[pk])
