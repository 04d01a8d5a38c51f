"""Something customers ask again and again that no article answers."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.answers.models.synonym import Synonym
from helpwell.knowledge.models import Article, Phrasing, Translation
from helpwell.people.models import Event, User

if TYPE_CHECKING:
    from helpwell.answers.models.question import Question

A_WEEK = timedelta(days=7)
SEVERAL = 2  # visitors or questions, from which on a gap is no accident
MOST_PHRASINGS = 5  # wordings taken over at once
UNANSWERED = models.Q(questions__outcome__in=["abandoned", "contradicted", "handed_over"])


class GapQuerySet(models.QuerySet["Gap"]):
    def open(self) -> Self:
        """Nobody has dealt with them."""
        return self.filter(status=Gap.Status.OPEN)

    def asked_before(self, moment: datetime) -> Self:
        """Those that nobody asked again since that moment, with `last_asked_at`."""
        return self.annotate(last_asked_at=models.Max("questions__asked_at")).filter(last_asked_at__lt=moment)

    def proven(self) -> Self:
        """Those that nothing answers, as far as we know: several asked in vain, or an editor has looked."""
        counted = self.annotate(askers=models.Count("questions__visitor", distinct=True))
        several = models.Q(status=Gap.Status.OPEN, askers__gte=SEVERAL)
        looked_at = models.Q(status=Gap.Status.DISMISSED) | models.Q(status=Gap.Status.OPEN, translation__isnull=False)
        return counted.filter(several | looked_at)

    def asked_again(self) -> Self:
        """Those that were asked in vain more than once: a single question may be an accident."""
        from helpwell.answers.models.question import Question  # it needs gaps itself

        mine = Question.objects.unanswered().filter(gap=models.OuterRef("pk")).order_by()
        return self.filter(models.Exists(mine[SEVERAL - 1 : SEVERAL]))

    def ranked(self) -> Self:
        """Those still unanswered, asked by the most different visitors first, with their figures."""
        now = timezone.now()
        this_week = UNANSWERED & models.Q(questions__asked_at__gte=now - A_WEEK)
        last_week = UNANSWERED & models.Q(
            questions__asked_at__gte=now - 2 * A_WEEK, questions__asked_at__lt=now - A_WEEK
        )
        visitors = models.Count("questions__visitor", distinct=True, filter=UNANSWERED)
        return (
            self.annotate(
                visitor_count=visitors,
                question_count=models.Count("questions", distinct=True, filter=UNANSWERED),
                week_count=models.Count("questions", distinct=True, filter=this_week),
                former_week_count=models.Count("questions", distinct=True, filter=last_week),
                last_asked_at=models.Max("questions__asked_at"),
            )
            .filter(question_count__gt=0)
            .order_by("-visitor_count", "-question_count", "-last_asked_at", "pk")
        )


class Gap(models.Model):
    """Unanswered questions that mean the same, under the wording that stands for them."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        DISMISSED = "dismissed", _("Not for us")

    text = models.CharField(max_length=500)
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=500)  # the meaning-bearing stems, sorted; what groups questions
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    translation = models.ForeignKey(
        Translation, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the answer that was begun or chosen for it
    phrasings = models.JSONField(default=list)  # wordings that were given to that answer for it
    synonym = models.ForeignKey(Synonym, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        last_asked_at: datetime  # annotated by `ranked` and `asked_before`

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = _("gap")
        indexes = [models.Index(fields=["status", "language"])]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def begin(cls, text: str, language: str, stems: frozenset[str]) -> "Gap":
        """A new one, under the wording in which it was first asked."""
        return cls.objects.create(text=text, language=language, key=" ".join(sorted(stems))[:500])

    def take(self, question: "Question") -> None:
        """One more unanswered question. It shows that what was thought answered is not."""
        question.gap = self
        question.save(update_fields=["gap"])
        if self.status == self.Status.ANSWERED and self.settled_at and question.asked_at > self.settled_at:
            self.settle(self.Status.OPEN, by=None)

    @transaction.atomic
    def settle(self, status: str, by: User | None) -> None:
        """Answered, dismissed or open again. The same status again changes nothing."""
        if self.status != status:
            self.status, self.settled_by, self.settled_at = status, by, timezone.now()
            self.save(update_fields=["status", "settled_by", "settled_at"])
            Event.record("gap.settled", self, by=by, status=status)

    @transaction.atomic
    def begin_answer(self, wordings: list[str], by: User) -> Translation:
        """A draft that already knows its question and how else it was asked; the same draft when called again."""
        if self.translation is None:
            self.translation = Article.begin(self.language, by, self.text[:200], owner=by)
            Phrasing.replace(self.translation, wordings[:MOST_PHRASINGS], by)
            self.save(update_fields=["translation"])
        return self.translation

    @transaction.atomic
    def answer_with(self, translation: Translation, wordings: list[str], by: User) -> None:
        """Let these questions lead to an article there is."""
        had = list(translation.phrasings.values_list("text", flat=True))
        self.phrasings = [text for text in dict.fromkeys(wordings[:MOST_PHRASINGS]) if text[:300] not in had]
        Phrasing.replace(translation, [*had, *self.phrasings], by)
        self.translation = translation
        self.save(update_fields=["translation", "phrasings"])
        self.settle(self.Status.ANSWERED, by)

    @transaction.atomic
    def explain(self, word: str, meaning: str, by: User) -> None:
        """Let the customers' word stand for ours in every search."""
        self.synonym = Synonym.put_in_use(self.language, word, meaning, by)
        self.save(update_fields=["synonym"])
        self.settle(self.Status.ANSWERED, by)

    @transaction.atomic
    def reopen(self, by: User) -> None:
        """Take back what was done about it: it waits again, as if nobody had touched it."""
        if self.phrasings and self.translation:
            kept = self.translation.phrasings.exclude(text__in=[text[:300] for text in self.phrasings])
            Phrasing.replace(self.translation, list(kept.values_list("text", flat=True)), by)
            self.translation = None
        if self.synonym:
            self.synonym.move_to(Synonym.Status.REFUSED, by)
        self.phrasings, self.synonym = [], None
        self.save(update_fields=["translation", "phrasings", "synonym"])
        self.settle(self.Status.OPEN, by)
