"""A named sequence of actions that agents carry out with one key."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import Event, User

KEYS = "bcdghlpqvwy"  # letters the desk has no use for


class MacroQuerySet(models.QuerySet["Macro"]):
    def usable_by(self, user: User) -> Self:
        """Everybody's and her own, by name."""
        return self.filter(models.Q(owner=None) | models.Q(owner=user), removed_at=None)

    def editable_by(self, user: User) -> Self:
        """Her own; everybody's for editors. Those that were removed too, so that this can be undone."""
        return self.filter(models.Q(owner=user) | models.Q(owner=None) if user.is_editor else models.Q(owner=user))


@dataclass(frozen=True)
class MacroStep:
    """One action; what `value` means depends on the kind."""

    class Kind(models.TextChoices):
        RESPOND = "respond", _("Insert")  # the public id of a canned response
        TAG = "tag", _("Tag")  # its name
        TOPIC = "topic", _("Topic")  # the public id of a category
        PRIORITY = "priority", _("Priority")
        TEAM = "team", _("Team")  # its key
        ASSIGN = "assign", _("Assign")  # "me", or the key of a person
        SNOOZE = "snooze", _("Snooze")  # the name of a moment: see conversations.sleeping
        RESOLVE = "resolve", _("Resolve")

    kind: str
    value: str = ""

    @property
    def label(self) -> str:
        """What it does, in a word."""
        return str(self.Kind(self.kind).label)


class Macro(models.Model):
    """Its steps are carried out in their order, as far as what they name is still there."""

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="macros"
    )  # null: for everybody
    key = models.CharField(_("key"), max_length=1, blank=True)  # the letter that runs it; "": none
    steps = models.JSONField(default=list)  # [{"kind": "tag", "value": "Hinge"}, …] in their order
    removed_at = models.DateTimeField(null=True)  # null: in use

    objects = MacroQuerySet.as_manager()

    class Meta:
        verbose_name = _("macro")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def sequence(self) -> list[MacroStep]:
        """What it does, in order."""
        return [MacroStep(**step) for step in self.steps]

    @transaction.atomic
    def change(self, by: User, steps: Iterable[MacroStep], **values: Any) -> None:
        """Set its steps and the named fields; saves it when it is new."""
        kind = "changed" if self.pk else "written"
        self.steps = [asdict(step) for step in steps]
        for name, value in values.items():
            setattr(self, name, value)
        self.save()
        Event.record(f"macro.{kind}", self, by=by, name=self.name, shared=self.owner_id is None)

    @transaction.atomic
    def remove(self, by: User) -> None:
        """Nobody runs it any more. Twice changes nothing."""
        if self.removed_at is None:
            self.removed_at = timezone.now()
            self.save(update_fields=["removed_at"])
            Event.record("macro.removed", self, by=by, name=self.name)

    @transaction.atomic
    def bring_back(self, by: User) -> None:
        """Removed by mistake."""
        if self.removed_at is not None:
            self.removed_at = None
            self.save(update_fields=["removed_at"])
            Event.record("macro.brought_back", self, by=by, name=self.name)
