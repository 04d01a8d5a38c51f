"""News that everybody should see first: a banner for customers, an announcement for the team."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def showing(self) -> Self:
        """Those whose time is now, the gravest first."""
        now = timezone.now()
        open_end = models.Q(ends_at=None) | models.Q(ends_at__gt=now)
        return self.filter(open_end, starts_at__lte=now).prefetch_related("texts").order_by("-level", "-starts_at")

    def for_customers(self) -> Self:
        """Banners on the public pages."""
        return self.filter(audience=Notice.Audience.CUSTOMERS)


class Notice(models.Model):
    """Shown from `starts_at` until `ends_at` (null: until somebody ends it)."""

    class Audience(models.TextChoices):
        CUSTOMERS = "customers", _("Customers")
        STAFF = "staff", _("Our team")

    class Level(models.IntegerChoices):
        INFO = 1, _("News")
        WARN = 2, _("Warning")
        BAD = 3, _("Outage")

    audience = models.CharField(_("for"), max_length=10, choices=Audience, default=Audience.CUSTOMERS)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.INFO)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.starts_at:%d.%m.%Y}"

    def text_in(self, language: str) -> "NoticeText | None":
        """Its words in `language`, else in the first language there is."""
        texts = sorted(self.texts.all(), key=lambda text: (text.language != language, text.pk))
        return texts[0] if texts else None

    def end(self) -> None:
        """Take it down now."""
        self.ends_at = timezone.now()
        self.save(update_fields=["ends_at"])


class NoticeText(models.Model):
    """A notice in one language; `link` may be `article:ID` or an address."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(_("headline"), max_length=120)
    body = models.CharField(_("text"), max_length=400, blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "language"], name="notice_text_once")]

    def __str__(self) -> str:
        return self.title
