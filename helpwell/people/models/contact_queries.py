"""Which contact wrote: by what was proven, not by what was written down."""

from typing import TYPE_CHECKING

from django.db import models, transaction

from helpwell.base.prepared import row_of
from helpwell.base.storing import store_new
from helpwell.people.models.address import Address
from helpwell.people.models.sender import Sender
from helpwell.people.models.visitor import Visitor

if TYPE_CHECKING:
    from helpwell.people.models.contact import Contact


class ContactQuerySet(models.QuerySet["Contact"]):
    @transaction.atomic(savepoint=False)
    def recognise(self, sender: Sender) -> "Contact":
        """The contact behind a message, her row locked; a new one when nothing proves who it is.

        An address counts once it was proven. An unproven one is recognised only from the browser that wrote it before.
        """
        known = sender.contact or self._by_proof(sender) or self._by_browser(sender)
        if known is None:
            return self._from(sender)
        contact = self._locked(known.pk)
        contact.learn(sender)
        return contact

    def _by_proof(self, sender: Sender) -> "Contact | None":
        if not (sender.proof and sender.email):
            return None
        return self.filter(addresses__in=Address.objects.proven().of(sender.email)).first()

    def _by_browser(self, sender: Sender) -> "Contact | None":
        if sender.visitor is None:
            return None
        visitor = Visitor.objects.select_for_update().get(pk=sender.visitor.pk)
        contact = visitor.contact
        if contact is None or (sender.email and not contact.addresses.of(sender.email).exists()):
            return None
        return contact

    def _from(self, sender: Sender) -> "Contact":
        contact = self.model(name=sender.name[:80], language=sender.language, time_zone=sender.time_zone)
        store_new(contact)
        if sender.visitor:
            sender.visitor.belong_to(contact)
        if sender.email:
            contact.write_down(sender)
        return contact

    def _locked(self, pk: int) -> "Contact":
        """The row of the contact she is today, which may be another one since two were merged."""
        contact = row_of(self.model, pk, is_locked=True)
        return self._locked(contact.merged_into_id) if contact.merged_into_id else contact
