"""A list with filters that somebody gave a name."""

from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import Event, Team, User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def shown_to(self, user: User) -> Self:
        """Hers, those of her teams and everybody's, in their order."""
        return self.filter(self._meant_for(user), removed_at=None).select_related("team").order_by("position", "pk")

    def editable_by(self, user: User) -> Self:
        """Hers and those of her teams; everybody's for editors. Removed ones too, so that this can be undone."""
        mine = models.Q(owner=user) | models.Q(team__in=Team.objects.of(user))
        return self.filter(mine | models.Q(owner=None, team=None) if user.is_editor else mine)

    def _meant_for(self, user: User) -> models.Q:
        everybodys = models.Q(owner=None, team=None)
        return models.Q(owner=user) | models.Q(team__in=Team.objects.of(user)) | everybodys


class SavedView(models.Model):
    """Whose it is: one person's, a team's, or everybody's when it has neither."""

    name = models.CharField(_("name"), max_length=40)
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="saved_views")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="saved_views")
    worklist = models.CharField(max_length=20)  # the list it narrows, as `?view=` names it
    filters = models.JSONField(default=dict)  # {"tag": "Hinge", …}: see conversations.filters
    position = models.PositiveIntegerField(default=0)  # its place among the others
    removed_at = models.DateTimeField(null=True)  # null: in use

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def change(self, by: User, **values: Any) -> None:
        """Set the named fields; a new one comes last."""
        kind = "changed" if self.pk else "saved"
        if not self.pk:
            last = type(self).objects.aggregate(models.Max("position"))["position__max"] or 0
            self.position = last + 1
        for name, value in values.items():
            setattr(self, name, value)
        self.save()
        Event.record(f"saved_view.{kind}", self, by=by, name=self.name)

    @transaction.atomic
    def change_places_with(self, other: "SavedView") -> None:
        """Each stands where the other stood."""
        self.position, other.position = other.position, self.position
        self.save(update_fields=["position"])
        other.save(update_fields=["position"])

    @transaction.atomic
    def remove(self, by: User) -> None:
        """It stands in no rail any more. Twice changes nothing."""
        if self.removed_at is None:
            self.removed_at = timezone.now()
            self.save(update_fields=["removed_at"])
            Event.record("saved_view.removed", self, by=by, name=self.name)

    @transaction.atomic
    def bring_back(self, by: User) -> None:
        """Removed by mistake."""
        if self.removed_at is not None:
            self.removed_at = None
            self.save(update_fields=["removed_at"])
            Event.record("saved_view.brought_back", self, by=by, name=self.name)
