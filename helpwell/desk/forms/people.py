"""Whom an admin invites, and what colleagues may do."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import User

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
    """Another role."""

    role = forms.ChoiceField(choices=ROLES)


class AccessForm(forms.Form):
    """May she sign in?"""

    state = forms.ChoiceField(choices=[("open", ""), ("closed", "")])
