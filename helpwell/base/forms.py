"""How forms look everywhere: a field is label, control, hint, and an error that says how to mend it.

In a template, `{{ form.name.as_field_group }}` is one whole field and `{{ form.non_field_errors }}` what concerns all.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

WITHOUT_FRAME = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Field(BoundField):
    """A field on a page: its control wears the class our stylesheet knows."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, WITHOUT_FRAME) and "class" not in widget.attrs:
            built["class"] = "input"
        return built

    @property
    def is_check(self) -> bool:
        """Whether it is a single box to tick."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Renderer(DjangoTemplates):
    """Draws every form of this house."""

    field_template_name = "base/_field.html"
    bound_field_class = Field
