"""How customers ask for an article, in their own words."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.change import Change
from helpwell.knowledge.models.translation import Translation
from helpwell.people.models import Event, User


class Phrasing(models.Model):
    """One wording under which this translation is found as well."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="phrasings")
    text = models.CharField(_("also asked as"), max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("also asked as")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["translation", "text"], name="phrasing_once")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(cls, translation: Translation, texts: Iterable[str]) -> "list[Phrasing]":
        """These wordings, not stored yet; blanks and repeats are dropped."""
        fitting = dict.fromkeys(text.strip()[:300] for text in texts if text.strip())
        return [cls(translation=translation, text=text) for text in fitting]

    @classmethod
    @transaction.atomic
    def replace(cls, translation: Translation, texts: list[str], by: User | None) -> None:
        """Let exactly these wordings lead here, in this order; blanks and repeats are dropped."""
        wanted = cls.of(translation, texts)
        if [one.text for one in wanted] == list(translation.phrasings.values_list("text", flat=True)):
            return
        translation.phrasings.all().delete()
        Phrasing.objects.bulk_create(wanted)
        Change.note(translation.article)
        Event.record("article.phrasings_changed", translation, by=by, count=len(wanted))

    @classmethod
    def add(cls, translation: Translation, text: str, by: User | None) -> None:
        """Let one more wording lead here. One that already does changes nothing."""
        cls.replace(translation, [*translation.phrasings.values_list("text", flat=True), text], by)
