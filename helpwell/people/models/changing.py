"""Set what a row says, and note who did it."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from helpwell.people.models.event import Event
from helpwell.people.models.user import User


@transaction.atomic
def change(row: models.Model, called: str, by: User | None, values: Mapping[str, Any]) -> None:
    """Set the named fields and save it. Events say that a `called` was written, if it is new, or changed."""
    kind = "changed" if row.pk else "written"
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    Event.record(f"{called}.{kind}", row, by=by, fields=sorted(values))
