"""Every question ever asked: the one log that learning, gaps, popularity and reports read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.answers.models.gap import Gap
from helpwell.answers.models.verdict import Verdict
from helpwell.base.prepared import written_once
from helpwell.base.storing import store
from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import Translation
from helpwell.people.models import Visitor


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_within(self, days: int) -> Self:
        """Of the last `days` days."""
        return self.filter(asked_at__gte=timezone.now() - timedelta(days=days))

    def typed_in(self, conversation: Conversation, typings: Iterable[str]) -> "list[Question]":
        """What was noted of these typings before they were sent into the conversation."""
        return _typed_in(conversation.pk, tuple(one for one in typings if one))

    def unanswered(self) -> Self:
        """Those that ended without an answer: nothing was found or opened, or what was shown did not help."""
        no = [Question.Result.ABANDONED, Question.Result.CONTRADICTED, Question.Result.HANDED_OVER]
        return self.filter(outcome__in=no)

    def not_sensitive(self) -> Self:
        """Without what became a conversation that only its agent may see: nobody else reads it, nothing learns it."""
        return self.exclude(conversation__is_sensitive=True)

    def led_to_readable(self, audiences: Iterable[str]) -> Self:
        """Those from which somebody opened an article that is still published and that `audiences` may read."""
        published = Translation.Status.PUBLISHED
        return self.filter(opened__status=published, opened__article__visibility__in=list(audiences))

    def confirmed(self) -> Self:
        """Those whose asker said that it helped; nothing sensitive."""
        return self.not_sensitive().filter(outcome=Question.Result.CONFIRMED, opened__isnull=False).exclude(text="")

    def teaching(self) -> Self:
        """Those that no editor has refused as examples for the article they led to."""
        refused = Verdict.objects.refused().filter(
            article=models.OuterRef("opened__article"), text=models.OuterRef("text")
        )
        return self.exclude(models.Exists(refused))

    def without_word(self, before: datetime) -> Self:
        """Asked, or answered by opening something, before that moment, and nobody said how it ended."""
        opened_later = models.Q(opened_at__gte=before)
        return self.filter(outcome="", asked_at__lt=before).exclude(opened_later).order_by("pk")

    def to_gather(self, days: int) -> Self:
        """Unanswered ones of the last `days` days that no gap holds yet, the oldest first; nothing sensitive."""
        return (
            self.not_sensitive()
            .asked_within(days)
            .unanswered()
            .filter(gap=None)
            .exclude(text="")
            .order_by("asked_at", "pk")
        )


class Question(models.Model):
    """What was asked, where, what was shown, how sure we were, what was decided and why, and how it ended."""

    class Surface(models.TextChoices):
        SEARCH = "search", _("Help centre search")
        FORM = "form", _("Contact form")
        CHAT = "chat", _("Chat")
        DESK = "desk", _("Desk")

    class Decision(models.TextChoices):
        SHOWED = "showed", _("Answers were shown")
        FOUND_NOTHING = "found_nothing", _("Nothing was found")

    class Result(models.TextChoices):
        CONFIRMED = "confirmed", _("It helped")
        CONTRADICTED = "contradicted", _("It did not help")
        REOPENED = "reopened", _("Asked again")
        HANDED_OVER = "handed_over", _("Went to a person")
        SILENT = "silent", _("No word")
        ABANDONED = "abandoned", _("Left with nothing")

    text = models.CharField(_("question"), max_length=500)
    language = models.CharField(max_length=10)
    surface = models.CharField(max_length=20, choices=Surface, default=Surface.SEARCH)
    typing = models.CharField(max_length=40, blank=True)  # the client's id of one typing; longer forms share it
    visitor = models.ForeignKey(Visitor, null=True, on_delete=models.SET_NULL, related_name="questions")
    topic = models.CharField(max_length=120, blank=True)  # category the asker was in
    shown = models.JSONField(default=list)  # [{"article", "language", "revision"}], best first
    confidence = models.FloatField(default=0)  # 0..1 that the first shown is right
    decision = models.CharField(max_length=20, choices=Decision, default=Decision.SHOWED)
    reason = models.CharField(max_length=200, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    opened = models.ForeignKey(Translation, null=True, on_delete=models.SET_NULL, related_name="questions")
    opened_rank = models.PositiveSmallIntegerField(null=True)  # 1 is the first
    opened_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Result, blank=True)  # "": not known yet
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.SET_NULL, related_name="questions"
    )  # what it became when no answer was enough
    gap = models.ForeignKey(Gap, null=True, on_delete=models.SET_NULL, related_name="questions")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        indexes = [
            models.Index(fields=["-asked_at"]),
            models.Index(fields=["outcome", "-asked_at"]),
            models.Index(fields=["opened", "-asked_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["typing", "visitor"], condition=~models.Q(typing=""), name="question_typed_once"
            )  # the typing first: the chat looks for it alone
        ]

    def __str__(self) -> str:
        return self.text

    def rank_of(self, translation: Translation) -> int | None:
        """Where this article stood among those that were shown, 1 the first; None when it was not."""
        shown = [one["article"] for one in self.shown]
        public_id = translation.article.public_id
        return shown.index(public_id) + 1 if public_id in shown else None

    def open(self, translation: Translation, rank: int | None) -> None:
        """The asker opened this answer; the latest one opened counts."""
        store(self, opened=translation, opened_rank=rank, opened_at=timezone.now())

    def belong_to(self, conversation: Conversation) -> None:
        """It was asked in this conversation, or became it."""
        store(self, conversation=conversation)

    def belong_to_visitor(self, visitor: Visitor, conversation: Conversation) -> None:
        """Who asked it is known by now, and that she wrote to us about it."""
        store(self, visitor=visitor, conversation=conversation)

    @transaction.atomic
    def end(self, result: str) -> None:
        """How it ended; the newest word counts, every word is kept."""
        Outcome.objects.create(question=self, result=result)
        if self.outcome != result:
            store(self, outcome=result)


@written_once
def _typed_in(conversation: int, typings: tuple[str, ...]) -> models.QuerySet[Question]:
    return Question.objects.filter(conversation=conversation, typing__in=typings).order_by("pk")


class Outcome(models.Model):
    """One word on how a question ended."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="outcomes")
    result = models.CharField(max_length=20, choices=Question.Result)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.result
