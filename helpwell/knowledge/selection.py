"""Do one thing to many translations at once, and take it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from helpwell.knowledge.models import Translation
from helpwell.people.models import User


@dataclass(frozen=True)
class Done:
    """What became of a selection."""

    former: dict[int, str]  # the status each changed translation had, by id
    refused_count: int  # those that have no words to publish


@transaction.atomic
def archive_all(translations: Iterable[Translation], by: User) -> Done:
    """Take them off every page; those that are archived already stay so."""
    former = {}
    for translation in translations:
        if translation.status != Translation.Status.ARCHIVED:
            former[translation.pk] = translation.status
            translation.archive(by)
    return Done(former, 0)


@transaction.atomic
def publish_all(translations: Iterable[Translation], by: User) -> Done:
    """Show those that readers do not see yet; what is published already stays as it is."""
    former, refused = {}, 0
    for translation in translations:
        if not translation.working_content.is_whole:
            refused += 1
        elif not translation.is_published:
            former[translation.pk] = translation.status
            translation.publish_draft(by)
    return Done(former, refused)


@transaction.atomic
def take_back(former: Mapping[int, str], by: User) -> None:
    """Give each translation the status it had."""
    for translation in Translation.objects.filter(pk__in=former).select_related("article", "live"):
        translation.return_to(former[translation.pk], by)
