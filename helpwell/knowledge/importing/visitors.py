"""Visitors of another house, known by a number only, are visitors of their own here."""

import uuid
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from helpwell.knowledge.models import Import
from helpwell.people.models import Visitor


def visitor_id(task: Import, number: int) -> uuid.UUID:
    """Always the same for this import and number, and not to be guessed by anybody: it is what a cookie holds."""
    name = f"{task.pk}:{task.created_at.isoformat()}:{number}"
    digest = salted_hmac("helpwell.knowledge.importing.visitors", name, algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def bring_in(task: Import, numbers: Iterable[int]) -> None:
    """Let them be there; those that are already stay."""
    visitors = [Visitor(pk=visitor_id(task, number)) for number in sorted(set(numbers))]
    Visitor.objects.bulk_create(visitors, ignore_conflicts=True)
