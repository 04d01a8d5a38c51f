"""Whom an admin invites, and what colleagues may do."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import User

MOST_AT_ONCE = 500
ROLES = [(role.value, role.label) for role in User.STAFF]


class InvitationForm(forms.Form):
    """Address and role of a new colleague."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=User.Role.EDITOR)

    def clean_email(self) -> str:
        """Nobody who is here already."""
        email: str = self.cleaned_data["email"]
        if User.objects.staff().filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody with this address is here already."))
        return email


class RoleForm(forms.Form):
    """Another role, or another number of conversations at once."""

    role = forms.ChoiceField(choices=ROLES)
    capacity = forms.IntegerField(min_value=0, max_value=MOST_AT_ONCE, required=False)  # nothing: as it was

    def save_to(self, person: User, by: User) -> None:
        """Raises `LastAdmin`."""
        person.change_role(self.cleaned_data["role"], by=by)
        if self.cleaned_data["capacity"] is not None:
            person.carry(self.cleaned_data["capacity"], by=by)


class AccessForm(forms.Form):
    """May she sign in?"""

    state = forms.ChoiceField(choices=[("open", ""), ("closed", "")])
