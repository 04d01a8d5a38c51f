"""News that everybody should see first: a banner for customers, an announcement for the team."""

from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import Event, User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def showing(self, now: datetime | None = None) -> Self:
        """Those whose time is now, the gravest first."""
        now = now or timezone.now()
        open_end = models.Q(ends_at=None) | models.Q(ends_at__gt=now)
        return self.filter(open_end, starts_at__lte=now).prefetch_related("texts").order_by("-level", "-starts_at")

    def present_and_planned(self) -> Self:
        """Those that show now or will, the next first."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=timezone.now())).in_order()

    def past(self) -> Self:
        """Those that have ended, the latest first."""
        return self.filter(ends_at__lte=timezone.now()).in_order()

    def in_order(self) -> Self:
        """The newest first, with their words."""
        return self.prefetch_related("texts").order_by("-starts_at", "-pk")

    def for_staff(self) -> Self:
        """Announcements for the team."""
        return self.filter(audience=Notice.Audience.STAFF)

    def announced(self) -> Self:
        """Announcements for the team whose time has come, also those whose time is over, the newest first."""
        return self.for_staff().filter(starts_at__lte=timezone.now()).in_order()

    def unread_by(self, user: User) -> Self:
        """Those she has not opened yet."""
        return self.exclude(readings__user=user)

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
        return f"{self.get_level_display()} {self.starts_at:%Y-%m-%d}"

    def text_in(self, language: str) -> "NoticeText | None":
        """Its words in `language`, else in the first language there is."""
        texts = sorted(self.texts.all(), key=lambda text: (text.language != language, text.pk))
        return texts[0] if texts else None

    @property
    def is_showing(self) -> bool:
        """Whether its time is now."""
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)

    def has_been_read(self, by: User) -> None:
        """She has opened it. Twice changes nothing."""
        NoticeReading.objects.get_or_create(notice=self, user=by)

    @transaction.atomic
    def end(self, by: User | None) -> None:
        """Take it down now. One that has ended stays as it is."""
        now = timezone.now()
        if self.ends_at is None or self.ends_at > now:
            self.ends_at = now
            self.save(update_fields=["ends_at"])
            Event.record("notice.ended", self, by=by)

    @transaction.atomic
    def resume(self, by: User | None, until: datetime | None = None) -> None:
        """Show it again until then; None: until somebody ends it."""
        self.ends_at = until
        self.save(update_fields=["ends_at"])
        Event.record("notice.resumed", self, by=by)

    @transaction.atomic
    def write(self, words: "dict[str, tuple[str, str, str]]", by: User | None) -> None:
        """Keep it with exactly these words: headline, text and link by language."""
        is_new = self.pk is None
        self.save()
        self.texts.exclude(language__in=words).delete()
        for language, (title, body, link) in words.items():
            self.texts.update_or_create(language=language, defaults={"title": title, "body": body, "link": link})
        if by:
            self.has_been_read(by)
        Event.record("notice.written" if is_new else "notice.changed", self, by=by)


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


class NoticeReading(models.Model):
    """Who has opened an announcement, and when; it is new to everybody else."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="notice_reading_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.notice_id}"
