"""A macro as it is written: its name, its key, whose it is, and its steps."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from helpwell.automation.models import Macro
from helpwell.automation.models.macro import KEYS
from helpwell.desk.forms.macro_steps import MacroStepForms
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import User


class MacroForm(forms.Form):
    """What stands above its steps, and the steps."""

    name = PlainText(label=_("Name"), max_length=60)
    key = forms.ChoiceField(label=_("Key"), required=False, help_text=_("Runs it on the open conversation."))
    is_shared = forms.BooleanField(label=_("For everybody at the desk"), required=False)

    def __init__(self, data: QueryDict | None, *, macro: Macro, user: User) -> None:
        self.macro, self.user = macro, user
        is_shared = bool(macro.pk) and macro.owner_id is None
        super().__init__(data, initial={"name": macro.name, "key": macro.key, "is_shared": is_shared})
        self.steps = MacroStepForms(data, macro.sequence)
        if not user.is_editor:
            del self.fields["is_shared"]
        self.fields["key"].choices = [("", _("no key")), *((key, key.upper()) for key in KEYS)]  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        """A letter that runs no other macro of hers."""
        key: str = self.cleaned_data["key"]
        others = Macro.objects.usable_by(self.user).exclude(pk=self.macro.pk)
        if key and (other := others.filter(key=key).first()):
            raise ValidationError(_("This key runs “%(macro)s” already."), params={"macro": other})
        return key

    def clean(self) -> dict[str, Any]:
        """It does at least something, and each step has what it needs."""
        given = super().clean() or self.cleaned_data
        if not self.steps.rows:
            raise ValidationError(_("Choose at least one thing that it does."))
        if not self.steps.is_valid():
            raise ValidationError(_("A step still lacks something; it says so itself."))
        return given

    def save(self) -> None:
        """Keep it; only editors write for everybody."""
        owner = None if self.cleaned_data.get("is_shared") else self.macro.owner or self.user
        values = {name: self.cleaned_data[name] for name in ("name", "key")}
        self.macro.change(self.user, self.steps.steps(), owner=owner, **values)
