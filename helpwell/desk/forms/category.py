"""A category: its names, its icon, its place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.desk.forms.choices import category_choices
from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.models import Category
from helpwell.knowledge.models.category import MovedUnderItself
from helpwell.people.models import User

ICONS = [
    "package", "truck", "undo-2", "credit-card", "receipt", "user", "users", "lock", "shield-check", "settings",
    "wrench", "glasses", "eye", "heart-pulse", "calendar", "clock", "map-pin", "store", "tag", "gift", "star",
    "book-open", "file-text", "message-circle", "phone", "mail", "globe", "laptop", "smartphone", "wifi", "printer",
    "car", "bike", "plane", "house", "leaf", "graduation-cap", "briefcase", "rocket", "circle-question-mark",
]  # fmt: skip


class NewCategory(forms.Form):
    """A name, and where it goes."""

    name = PlainText(label=_("Name"), max_length=80)
    parent = forms.ChoiceField(label=_("Under"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("Top level")), *category_choices(language)]  # type: ignore[attr-defined]

    @property
    def place(self) -> Category | None:
        """The category it goes under; None: the top."""
        chosen = self.cleaned_data["parent"]
        return Category.objects.get(pk=chosen) if chosen else None


class CategoryForm(forms.Form):
    """Name and description in each language of the site, icon, place in the tree."""

    icon = forms.ChoiceField(label=_("Icon"), required=False, widget=forms.RadioSelect)
    parent = forms.ChoiceField(label=_("Under"), required=False)

    def __init__(self, *args: Any, category: Category, language: str, **kwargs: Any) -> None:
        self.category, parent = category, category.parent
        kwargs["initial"] = {"icon": category.icon, "parent": str(parent.pk) if parent else ""}
        super().__init__(*args, **kwargs)
        icons = dict.fromkeys(["", category.icon, *ICONS])
        self.fields["icon"].choices = [(icon, icon or _("None")) for icon in icons]  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", _("Top level")), *category_choices(language)]  # type: ignore[attr-defined]
        for code in Site.current().languages:
            self._add_names(code)

    def _add_names(self, code: str) -> None:
        text = next((name for name in self.category.names.all() if name.language == code), None)
        spoken = {"lang": code}
        self.fields[f"name_{code}"] = PlainText(
            label=language_name(code), required=False, max_length=80, initial=text.name if text else "",
            widget=forms.TextInput(spoken),
        )  # fmt: skip
        self.fields[f"description_{code}"] = PlainText(
            label=_("Description"), required=False, max_length=200, initial=text.description if text else "",
            widget=forms.TextInput(spoken),
        )  # fmt: skip

    @property
    def names(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Name and description, language by language."""
        return [(self[f"name_{code}"], self[f"description_{code}"]) for code in Site.current().languages]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"name_{code}") for code in Site.current().languages):
            raise forms.ValidationError(_("Give it a name in at least one language."))
        return given

    def save(self, by: User) -> None:
        """Carry it all out. A place that cannot be is an error of the form; nothing is changed then."""
        given = self.cleaned_data
        try:
            self.category.move_under(Category.objects.filter(pk=given["parent"] or None).first(), by)
        except MovedUnderItself:
            self.add_error("parent", _("A category cannot stand under itself. Choose one outside of it."))
            return
        self.category.refresh_from_db()
        self.category.wear(given["icon"], by)
        for code in Site.current().languages:
            self.category.name(code, given[f"name_{code}"], given[f"description_{code}"], by)
