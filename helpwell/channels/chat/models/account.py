"""A customer's account on the website that shows the chat, as that website vouches for it."""

from typing import Self

from django.db import models, transaction

from helpwell.channels.chat.identity import Identity
from helpwell.conversations.models import Inbox
from helpwell.people.models import Address, Contact, Sender


class AccountQuerySet(models.QuerySet["Account"]):
    def of(self, inbox: Inbox, subject: str) -> Self:
        """The account that this website calls `subject`."""
        return self.filter(inbox=inbox, subject=subject)

    @transaction.atomic
    def vouched(self, inbox: Inbox, identity: Identity) -> "Account":
        """The account a valid token names, made when it comes for the first time."""
        sender = Sender(identity.name, identity.email, proof=Address.Proof.TOKEN if identity.email else "")
        account = self.of(inbox, identity.subject).select_related("contact").first()
        if account is None:
            contact = Contact.objects.recognise(sender)
            return self.create(inbox=inbox, subject=identity.subject, contact=contact)
        account.contact.today.learn(sender)
        return account


class Account(models.Model):
    """Whom a website's own name for a customer means here."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=100)  # the website's own id of its customer
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="accounts")

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "subject"], name="account_once_per_inbox")]

    def __str__(self) -> str:
        return self.subject
