"""The search index as the database keeps it: nobody writes here, triggers do (docs/decisions/060)."""

from typing import Self

from django.db import models
from django.db.models.expressions import ExpressionWrapper, F

from helpwell.conversations.searching import index
from helpwell.conversations.searching.texts import PARTS, TABLE


class SearchTextQuerySet(models.QuerySet["SearchText"]):
    def holding(self, terms: str) -> Self:
        """Those with every term, as `index.terms_of` gives them, and how well each fits.

        `relevance` compares texts of one search only.
        """
        kind = index.kind()
        return self.filter(kind.holds(terms)).annotate(
            relevance=kind.relevance(terms),
            conversation=ExpressionWrapper(F("pk") / PARTS, output_field=models.BigIntegerField()),
        )


class SearchText(models.Model):
    """What sixteen messages of a conversation are found by."""

    id = models.BigIntegerField(primary_key=True, db_column="rowid")  # conversation * PARTS + part
    words = models.TextField(db_column=TABLE)  # FTS5's own column, or a `tsvector`

    objects = SearchTextQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = TABLE

    def __str__(self) -> str:
        return str(self.pk)
