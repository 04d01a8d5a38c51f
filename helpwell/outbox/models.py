"""A mail on its way out, and what became of it."""

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid, parsedate_to_datetime
from typing import Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpwell.outbox.failures import Failure
from helpwell.outbox.hurry import hurry

LEASE = timedelta(minutes=5)  # how long a sender may hold a mail before another may try
FIRST_WAIT = timedelta(minutes=1)
KEPT = timedelta(days=30)  # how long the row of a sent mail is of use
TRIES = 10  # with doubling waits about 17 hours; then a person must look


@dataclass(frozen=True)
class StoredFile:
    """A file of the default storage that goes along with a mail."""

    path: str  # its name there
    name: str  # as the receiver sees it
    content_type: str


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self) -> Self:
        """Waiting, and neither too early nor in somebody's hands."""
        now = timezone.now()
        useful = models.Q(useful_until=None) | models.Q(useful_until__gt=now)
        return self.filter(_free(now), useful, status=Mail.Status.WAITING, try_at__lte=now).order_by("try_at", "pk")

    def waiting(self) -> Self:
        """Not sent yet."""
        return self.filter(status=Mail.Status.WAITING)

    def not_sent(self) -> Self:
        """Waiting, given up or too late, the newest first; without their texts, which are for their receivers only."""
        return self.exclude(status=Mail.Status.SENT).defer("text", "html").order_by("-created_at")

    def let_run_out(self) -> int:
        """What is of no use any more is not sent, and its text is forgotten; how many."""
        now = timezone.now()
        useless = self.exclude(status__in=[Mail.Status.SENT, Mail.Status.TOO_LATE]).filter(useful_until__lte=now)
        return useless.filter(_free(now)).update(status=Mail.Status.TOO_LATE, text="", html="")

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
        TOO_LATE = "too_late", _("too late")

    to = models.JSONField(_("to"))  # addresses
    sender = models.CharField(pgettext_lazy("a mail", "from"), max_length=320)
    reply_to = models.JSONField(default=list)
    subject = models.CharField(_("subject"), max_length=998)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    files = models.JSONField(default=list)  # what goes along: see `StoredFile`
    message_id = models.CharField(max_length=255, unique=True)  # the same on every try
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    failure = models.CharField(_("what went wrong"), max_length=20, choices=Failure, blank=True)
    error = models.TextField(blank=True)  # what the mail server said last
    useful_until = models.DateTimeField(null=True)  # its `Expires`; null: it never becomes useless
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        indexes = [models.Index(fields=["status", "try_at"])]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def enqueue(cls, message: EmailMessage, files: Iterable[StoredFile] = ()) -> "Mail":
        """Keep a Django mail as a row; it leaves in a moment, or when the timetable comes by, with what `files` hold.

        One with an `Expires` header, as for a code that is good for minutes, does not leave after that.
        Raises `BadHeaderError` for a line break in a header (T21) and `ValueError` for what a row cannot hold.
        """
        message.extra_headers.setdefault("Message-ID", make_msgid(domain=settings.HELPWELL.host))
        message.message()
        if message.attachments or message.cc or message.bcc:
            raise ValueError("The outbox sends to plain receivers; what goes along is named by `files`")
        headers = {name: str(value) for name, value in message.extra_headers.items()}
        message_id = headers.pop("Message-ID")
        transaction.on_commit(hurry)
        return cls.objects.create(
            to=list(message.to),
            sender=message.from_email,
            reply_to=list(message.reply_to),
            subject=message.subject,
            text=message.body,
            html=_html_of(message),
            headers=headers,
            files=[asdict(file) for file in files],
            message_id=message_id,
            useful_until=_moment(headers.get("Expires")),
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
        for file in self.files:
            if default_storage.exists(file["path"]):  # who deleted it meanwhile meant it
                with default_storage.open(file["path"]) as content:
                    message.attach(file["name"], content.read(), file["content_type"])
        return message

    def mark_sent(self) -> None:
        """The mail server has it. What it said is forgotten here: it may hold a code or a link to join."""
        self.status, self.sent_at, self.leased_until = self.Status.SENT, timezone.now(), None
        self.text = self.html = self.failure = self.error = ""
        self.files = []
        self.save(update_fields=["status", "sent_at", "leased_until", "text", "html", "files", "failure", "error"])

    def mark_failed(self, failure: Failure, error: str, *, final: bool = False) -> None:
        """Not this time: later again, each wait twice as long with some jitter; given up after `TRIES`, or at once."""
        self.tries, self.failure, self.error, self.leased_until = self.tries + 1, failure, error, None
        self.try_at = timezone.now() + FIRST_WAIT * 2 ** (self.tries - 1) * random.uniform(0.8, 1.2)  # noqa: S311
        if final or self.tries >= TRIES:
            self.status = self.Status.FAILED
        self.save(update_fields=["tries", "failure", "error", "leased_until", "try_at", "status"])

    @transaction.atomic
    def retry(self) -> None:
        """A person asks to try it again now. A mail that was sent stays sent, one that is too late stays so."""
        if self.status not in {self.Status.SENT, self.Status.TOO_LATE}:
            self.status, self.tries, self.try_at = self.Status.WAITING, 0, timezone.now()
            self.save(update_fields=["status", "tries", "try_at"])
            transaction.on_commit(hurry)


def forget_sent() -> int:
    """Remove what was sent or of no use any more `KEPT` ago and earlier; how many."""
    before = timezone.now() - KEPT
    sent = models.Q(status=Mail.Status.SENT, sent_at__lt=before)
    too_late = models.Q(status=Mail.Status.TOO_LATE, useful_until__lt=before)
    deleted, _by_model = Mail.objects.filter(sent | too_late).delete()
    return deleted


def _free(now: datetime) -> models.Q:
    return models.Q(leased_until=None) | models.Q(leased_until__lt=now)


def _moment(said: str | None) -> datetime | None:
    """The moment an `Expires` header names. Raises ValueError for what is no date."""
    return parsedate_to_datetime(said) if said else None


def _html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")


def _locks() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked
