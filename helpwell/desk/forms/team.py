"""A team: its name, who belongs to it, who sees its conversations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import Team, User


class TeamForm(forms.Form):
    """Everything an admin says about a team."""

    name = PlainText(label=_("Name"), max_length=60)
    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_private = forms.BooleanField(
        label=_("Only members and admins see its conversations"),
        required=False,
        help_text=_("For applications, complaints about colleagues, bank details."),
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        self.team = team
        members = list(team.members.all()) if team.pk else []
        kwargs["initial"] = {"name": team.name, "is_private": team.is_private, "members": members}
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = User.objects.staff().by_name()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """A name that no other team has."""
        name: str = " ".join(self.cleaned_data["name"].split())
        if Team.objects.filter(name__iexact=name).exclude(pk=self.team.pk).exists():
            raise ValidationError(_("There is a team of this name already."))
        return name

    def save(self, by: User) -> None:
        """Keep what was given."""
        given = self.cleaned_data
        self.team.change(by, name=given["name"], is_private=given["is_private"], members=given["members"])


class HeirForm(forms.Form):
    """Who takes over when a team is dissolved."""

    heir = forms.ModelChoiceField(
        label=_("Its conversations go to"), queryset=Team.objects.none(), required=False, empty_label=_("everybody")
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].queryset = Team.objects.exclude(pk=team.pk)  # type: ignore[attr-defined]
