"""Does what should happen by itself still happen? Told by what should have been done long ago."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from helpwell.base.checkup import Trouble
from helpwell.knowledge.models import Import, Translation

LATE = timedelta(minutes=5)
MEND = "Start Helpwell; with HELPWELL_JOBS=separate, start its worker too."


def timetable() -> Iterator[Trouble]:
    """Whether scheduled articles and uploads are waiting for a timetable that does not run."""
    long_ago = timezone.now() - LATE
    if articles := Translation.objects.due().filter(publish_at__lt=long_ago).count():
        yield Trouble(f"{articles} scheduled articles should be published by now", MEND)
    if uploads := Import.objects.waiting().filter(created_at__lt=long_ago).count():
        yield Trouble(f"{uploads} uploads wait to be imported", MEND)
