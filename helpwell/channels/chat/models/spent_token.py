"""Identity tokens that were shown, so that a copied one is worth nothing (T13)."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from helpwell.channels.chat.identity import Forged, Identity
from helpwell.conversations.models import Inbox


class SpentTokenQuerySet(models.QuerySet["SpentToken"]):
    @transaction.atomic
    def spend(self, inbox: Inbox, identity: Identity, session: Any) -> None:
        """Bind the token to the browser that showed it first. Raises `Forged` when another one shows it again."""
        token, _created = self.get_or_create(
            inbox=inbox, jti=identity.jti, defaults={"session": session, "expires_at": identity.expires_at}
        )
        if token.session_id != session.pk:
            raise Forged("This token was used in another browser.")

    def forget_expired(self) -> int:
        """Tokens that are refused for their age alone need not be remembered; how many."""
        deleted, _by_model = self.filter(expires_at__lt=timezone.now()).delete()
        return deleted


class SpentToken(models.Model):
    """One token and who showed it."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="+")
    jti = models.CharField(max_length=100)
    session = models.ForeignKey("chat.ChatSession", on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(db_index=True)

    objects = SpentTokenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "jti"], name="token_spent_once")]

    def __str__(self) -> str:
        return self.jti
