"""A colleague asked to join."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models.event import Event
from helpwell.people.models.user import User

VALID_FOR = timedelta(days=7)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither accepted, nor withdrawn, nor run out."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def by_token(self, token: str | None) -> "Invitation | None":
        """The open invitation behind the link, or None. Neither "" nor None matches anything (T17)."""
        return self.open().filter(token_hash=_hash(token)).first() if token else None


class Invitation(models.Model):
    """One link, sent by mail, good once and for seven days. Only its hash is stored."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=User.Role, default=User.Role.EDITOR)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return self.email

    @classmethod
    @transaction.atomic
    def invite(cls, email: str, role: str, by: User) -> tuple["Invitation", str]:
        """A new invitation and its token; an older open one to the same address ends."""
        for older in cls.objects.open().filter(email__iexact=email):
            older.withdraw(by=by)
        token = secrets.token_urlsafe(24)  # 192 bits
        invitation = cls.objects.create(
            email=email.lower(),
            role=role,
            invited_by=by,
            token_hash=_hash(token),
            expires_at=timezone.now() + VALID_FOR,
        )
        Event.record("user.invited", invitation, by=by, role=role)
        return invitation, token

    @transaction.atomic
    def withdraw(self, by: User | None) -> None:
        """The link no longer works."""
        if self.withdrawn_at is None and self.accepted_at is None:
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            Event.record("user.invitation_withdrawn", self, by=by)

    @transaction.atomic
    def accept(self, name: str, password: str) -> User:
        """The invited colleague joins with the role meant for her. The link is used up."""
        user = User.objects.filter(email__iexact=self.email).first() or User(email=self.email)
        user.name, user.role, user.is_active = name, self.role, True
        user.set_password(password)
        user.save()
        self.accepted_at = timezone.now()
        self.save(update_fields=["accepted_at"])
        Event.record("user.joined", user, by=user, role=self.role)
        return user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
