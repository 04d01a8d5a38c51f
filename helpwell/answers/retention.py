"""Forgets who asked what once the time an admin set is over; the figures stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from helpwell.answers.models import Gap, Question, Verdict
from helpwell.base.models import Site
from helpwell.knowledge.models import Vote
from helpwell.people.models import Visitor


@transaction.atomic
def forget_old() -> int:
    """Take text and visitor from old questions, comment and visitor from old votes; how many questions."""
    before = timezone.now() - timedelta(days=Site.current().retention_days)
    old = Question.objects.filter(asked_at__lt=before).filter(~Q(text="") | Q(visitor__isnull=False))
    forgotten = old.update(text="", visitor=None, typing="")
    for vote in Vote.objects.filter(created_at__lt=before, visitor__created_at__lte=F("created_at")):
        vote.forget_visitor()
    known = Question.objects.filter(text=OuterRef("text"))
    Verdict.objects.filter(~Exists(known), changed_at__lt=before).delete()
    Gap.objects.exclude(questions__asked_at__gte=before).filter(created_at__lt=before).delete()
    Visitor.objects.filter(created_at__lt=before, questions=None, votes=None).delete()
    return forgotten
