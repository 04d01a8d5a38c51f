"""A customer we talk with, and what we know about her."""

import zoneinfo
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpwell.base.prepared import written_once
from helpwell.base.storing import store
from helpwell.people.initials import initials_of
from helpwell.people.models.address import Address
from helpwell.people.models.contact_queries import ContactQuerySet
from helpwell.people.models.event import Event
from helpwell.people.models.sender import Sender
from helpwell.people.models.user import User
from helpwell.people.models.visitor import Visitor


class Contact(models.Model):
    """One person, with every address she wrote from. A member who signs in is one contact."""

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)  # "": not known
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)  # "": not known
    user = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="contact")  # null: no sign-in
    signed_in_until = models.DateTimeField(null=True)  # on a website that vouches for her; null: on none so far
    merged_into = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="merged")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")

    def __str__(self) -> str:
        return self.name or self.email or str(_("Somebody"))

    @property
    def address(self) -> Address | None:
        """Where to write to: a proven address before one that was only written down, the newest first."""
        addresses = sorted(self.addresses.all(), key=lambda one: (one.proven_at is not None, one.pk))
        return addresses[-1] if addresses else None

    @property
    def email(self) -> str:
        """The address to write to; "" without one."""
        return self.address.value if self.address else ""

    @property
    def is_proven(self) -> bool:
        """Whether she has shown that the address is hers."""
        return self.address is not None and self.address.proven_at is not None

    @property
    def is_signed_in(self) -> bool:
        """Whether a website has said lately that it is she."""
        return self.signed_in_until is not None and self.signed_in_until > timezone.now()

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """Where her clock stands; None: not known."""
        return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else None

    @property
    def today(self) -> "Contact":
        """Who she is now: the contact this one was merged into, or herself."""
        return self.merged_into.today if self.merged_into else self

    @property
    def initials(self) -> str:
        """One or two letters for the round badge."""
        return initials_of(self.name or self.email)

    def learn(self, sender: Sender) -> None:
        """Take over what a message tells: a first name, a language, where she is, an address, a proof."""
        name, language = self.name or sender.name[:80], sender.language or self.language
        time_zone = sender.time_zone or self.time_zone
        if (name, language, time_zone) != (self.name, self.language, self.time_zone):
            store(self, name=name, language=language, time_zone=time_zone)
        if sender.email:
            self._learn_address(sender)

    def _learn_address(self, sender: Sender) -> None:
        known = self.addresses.of(sender.email).first()
        if known and sender.proof:
            known.prove(sender.proof)
        elif not known:
            self.write_down(sender)

    def write_down(self, sender: Sender) -> None:
        """Keep an address she was not known by yet."""
        address = self.addresses.create(value=sender.email.lower())
        if sender.proof:
            address.prove(sender.proof)

    def selves(self) -> list[int]:
        """The keys of this contact and of all that were merged into it."""
        found, new = [self.pk], [self.pk]
        while new := _merged_into(tuple(new)):
            found += new
        return found

    def sign_in(self, until: datetime) -> None:
        """Her website vouches for her, and does so up to then."""
        self.signed_in_until = until
        self.save(update_fields=["signed_in_until"])

    def part_from_browsers(self, but: Visitor | None) -> None:
        """Browsers that wrote before her address was proven are strangers again: anybody may have typed it there."""
        others = self.visitors.exclude(pk=but.pk) if but else self.visitors.all()
        others.update(contact=None)

    @transaction.atomic
    def become(self, other: "Contact", by: User | None = None) -> None:
        """The two are one person: what is found under this one counts as the other's. Twice changes nothing."""
        target = other.today
        if self.merged_into_id is None and target.pk not in self.selves():
            self.merged_into = target
            self.save(update_fields=["merged_into"])
            Event.record("contact.merged", self, by=by, into=target.pk)

    @transaction.atomic
    def part(self, by: User | None) -> None:
        """Undo a merge: the two are different people after all."""
        if self.merged_into_id is not None:
            Event.record("contact.parted", self, by=by, was=self.merged_into_id)
            self.merged_into = None
            self.save(update_fields=["merged_into"])


@written_once
def _merged_into(keys: tuple[int, ...]) -> models.QuerySet[Contact, int]:
    return Contact.objects.filter(merged_into__in=keys).order_by().values_list("pk", flat=True)
