"""How far an answer is trusted: a suggestion to agents, an offer to customers, or said alone."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models import Article, Translation
from helpwell.people.models import Event, User


class Standing(models.Model):
    """The standing of one translation. It governs what is said as *the* answer, not what can be found."""

    class Level(models.TextChoices):
        ASSIST = "assist", _("Assist")
        OFFER = "offer", _("Offer")
        AUTOMATIC = "automatic", _("Automatic")

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="standing")
    level = models.CharField(_("standing"), max_length=10, choices=Level, default=Level.OFFER)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("standing")

    def __str__(self) -> str:
        return self.level

    @property
    def held_back_by(self) -> str:
        """Why an automatic answer waits until somebody confirms it (N05): `review`, `source`, or "" for nothing."""
        if self.translation.article.is_review_due:
            return "review"
        return "source" if self.translation.behind_since is not None else ""

    @property
    def effective_level(self) -> str:
        """How far it is trusted today: what is held back is only offered."""
        held_back = self.level == self.Level.AUTOMATIC and self.held_back_by
        return self.Level.OFFER if held_back else self.level

    @classmethod
    def of(cls, translation: Translation) -> "Standing":
        """Its standing; a new public answer starts as an offer, any other with the agents."""
        public = translation.article.visibility == Article.Visibility.PUBLIC
        level = cls.Level.OFFER if public else cls.Level.ASSIST
        standing, _created = cls.objects.get_or_create(translation=translation, defaults={"level": level})
        return standing

    @transaction.atomic
    def move_to(self, level: str, by: User | None) -> None:
        """Trust it more or less. The same level again changes nothing."""
        if self.level != level:
            was, self.level = self.level, level
            self.changed_by, self.changed_at = by, timezone.now()
            self.save(update_fields=["level", "changed_by", "changed_at"])
            Event.record("standing.moved", self.translation, by=by, was=was, now=level)
