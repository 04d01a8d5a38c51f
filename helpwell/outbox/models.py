"""A mail on its way out, and what became of it."""

import random
from datetime import timedelta
from email.utils import make_msgid
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=5)  # how long a sender may hold a mail before another may try
FIRST_WAIT = timedelta(minutes=1)
TRIES = 10  # with doubling waits about 17 hours; then a person must look


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self) -> Self:
        """Waiting, and neither too early nor in somebody's hands."""
        now = timezone.now()
        free = models.Q(leased_until=None) | models.Q(leased_until__lt=now)
        return self.filter(free, status=Mail.Status.WAITING, try_at__lte=now).order_by("try_at", "pk")

    def waiting(self) -> Self:
        """Not sent yet."""
        return self.filter(status=Mail.Status.WAITING)

    def failed(self) -> Self:
        """Given up; somebody should look."""
        return self.filter(status=Mail.Status.FAILED)

    @transaction.atomic
    def lease(self) -> "Mail | None":
        """The next due mail, ours alone for `LEASE`; None when nothing is due."""
        mail = self.due().select_for_update(skip_locked=True, of=("self",)).first() if _locks() else self.due().first()
        if mail:
            mail.leased_until = timezone.now() + LEASE
            mail.save(update_fields=["leased_until"])
        return mail


class Mail(models.Model):
    """One message to one or more addresses; stored before anything is sent."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    to = models.JSONField(_("to"))  # addresses
    sender = models.CharField(_("from"), max_length=320)
    reply_to = models.JSONField(default=list)
    subject = models.CharField(_("subject"), max_length=998)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=255, unique=True)  # the same on every try
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)  # what the mail server said last
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        indexes = [models.Index(fields=["status", "try_at"])]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def enqueue(cls, message: EmailMessage) -> "Mail":
        """Keep a Django mail as a row; it leaves when the timetable comes by, or sooner."""
        headers = {name: str(value) for name, value in message.extra_headers.items()}
        message_id = headers.pop("Message-ID", None) or make_msgid(domain=settings.HELPWELL.host)
        return cls.objects.create(
            to=message.recipients(),
            sender=message.from_email,
            reply_to=list(message.reply_to),
            subject=message.subject,
            text=message.body,
            html=_html_of(message),
            headers=headers,
            message_id=message_id,
        )

    def as_message(self) -> EmailMultiAlternatives:
        """The mail as Django sends it."""
        message = EmailMultiAlternatives(
            self.subject,
            self.text,
            self.sender,
            self.to,
            reply_to=self.reply_to,
            headers={**self.headers, "Message-ID": self.message_id},
        )
        if self.html:
            message.attach_alternative(self.html, "text/html")
        return message

    def mark_sent(self) -> None:
        """The mail server has it."""
        self.status, self.sent_at, self.leased_until, self.error = self.Status.SENT, timezone.now(), None, ""
        self.save(update_fields=["status", "sent_at", "leased_until", "error"])

    def mark_failed(self, error: str) -> None:
        """Not this time: later again, each wait twice as long with some jitter, given up after `TRIES`."""
        self.tries, self.error, self.leased_until = self.tries + 1, error, None
        self.try_at = timezone.now() + FIRST_WAIT * 2 ** (self.tries - 1) * random.uniform(0.8, 1.2)  # noqa: S311
        if self.tries >= TRIES:
            self.status = self.Status.FAILED
        self.save(update_fields=["tries", "error", "leased_until", "try_at", "status"])

    def retry(self) -> None:
        """A person asks to try it again now."""
        self.status, self.tries, self.try_at = self.Status.WAITING, 0, timezone.now()
        self.save(update_fields=["status", "tries", "try_at"])


def _html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")


def _locks() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked
