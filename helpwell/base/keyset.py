"""Long lists, read on from where one stopped: as quick far down as at the top, and no row twice when new ones come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db.models import Model, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Order:
    """By which time a list is sorted; equals by their key."""

    field: str
    newest_first: bool = False


@dataclass(frozen=True)
class Place:
    """The row after which a list goes on."""

    moment: datetime
    pk: int

    @classmethod
    def of(cls, row: Model, order: Order) -> Self:
        """Where this row stands."""
        return cls(getattr(row, order.field), row.pk)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From an address; None when it makes no sense."""
        moment, _comma, pk = text.rpartition(",")
        try:
            return cls(datetime.fromisoformat(moment), int(pk))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.moment.isoformat()},{self.pk}"


def in_order(rows: Rows, order: Order, after: Place | None = None) -> Rows:
    """The rows in this order, those after a place only."""
    sign, later, sooner = ("-", "lt", "gt") if order.newest_first else ("", "gt", "lt")
    rows = rows.order_by(f"{sign}{order.field}", f"{sign}pk")
    if after is None:
        return rows
    until_there = {order.field: after.moment, f"pk__{sooner}e": after.pk}
    return rows.filter(**{f"{order.field}__{later}e": after.moment}).exclude(**until_there)
