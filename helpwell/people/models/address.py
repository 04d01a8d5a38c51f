"""Where a contact can be written to, and whether it was shown to be hers."""

from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models.event import Event


class AddressQuerySet(models.QuerySet["Address"]):
    def of(self, email: str) -> Self:
        """This address, whoever wrote it down."""
        return self.filter(value=email.lower())

    def proven(self) -> Self:
        """Those whose owner has shown that they are hers."""
        return self.filter(proven_at__isnull=False)


class Address(models.Model):
    """An e-mail address of a contact. Only one contact can have it proven."""

    class Proof(models.TextChoices):
        LINK = "link", _("opened the link we sent there")
        MAIL = "mail", _("her mail server vouched for it")
        TOKEN = "token", _("the website vouched for it")
        SIGN_IN = "sign_in", _("signed in")

    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="addresses")
    value = models.EmailField(_("e-mail address"))  # in lower case
    proof = models.CharField(max_length=10, choices=Proof, blank=True)
    proven_at = models.DateTimeField(null=True)  # null: only written down

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        constraints = [
            models.UniqueConstraint(fields=["contact", "value"], name="address_once_per_contact"),
            models.UniqueConstraint(
                Lower("value"), condition=models.Q(proven_at__isnull=False), name="address_proven_once"
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @transaction.atomic
    def prove(self, proof: str, at: datetime | None = None) -> None:
        """She has shown that it is hers. Who had proven it before is the same person: the two become one contact."""
        if self.proven_at is not None:
            return
        if other := Address.objects.proven().of(self.value).select_related("contact").first():
            self.contact.become(other.contact)
            return
        self.proof, self.proven_at = proof, at or timezone.now()
        self.save(update_fields=["proof", "proven_at"])
        Event.record("contact.address_proven", self.contact, by=None, proof=proof)
