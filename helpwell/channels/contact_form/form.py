"""What the form asks: the message first, then only name and e-mail, and what the inbox adds for a topic."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.base.several_files import SeveralFiles
from helpwell.base.site import time_zones
from helpwell.base.uploads import MEGABYTE, UnfitFile, check
from helpwell.channels.contact_form.options import FormOptions
from helpwell.channels.contact_form.stamp import is_too_quick, number_of
from helpwell.conversations.fields import LONGEST_ANSWER, Field, Kind
from helpwell.conversations.inbound import InboundFile
from helpwell.conversations.models.message import LONGEST
from helpwell.knowledge.models import Category

MOST_FILES = 5
MOST_BYTES = 25 * MEGABYTE  # of all files together
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]+")


class Words(forms.CharField):
    """Text over several lines, without what no keyboard types."""

    def to_python(self, value: Any) -> str:
        return super().to_python(_CONTROL.sub("", str(value or "").replace("\r\n", "\n"))) or ""


class OneLine(forms.CharField):
    """A name or a number: one line, whatever was pasted (T21)."""

    def to_python(self, value: Any) -> str:
        return super().to_python(" ".join(_INVISIBLE.sub(" ", str(value or "")).split())) or ""


class Mailbox(forms.EmailField):
    """An e-mail address. What is wrong with it is said so that it can be mended."""

    def clean(self, value: Any) -> str:
        value = "".join(str(value or "").split())
        try:
            return str(super().clean(value)).lower()
        except forms.ValidationError as error:
            raise forms.ValidationError(_what_is_wrong(value)) from error


def _what_is_wrong(email: str) -> str:
    name, at, host = email.rpartition("@")
    if not email:
        return _("Where may we send the answer? Please enter your e-mail address.")
    if not at or not name:
        return _("An e-mail address has a name, an @ and a place, such as name@example.com.")
    if not host:
        return _("Something is missing after the @, such as “example.com”.")
    if "." not in host.strip("."):
        return _("Something is missing after the dot, such as “.com”.")
    return _("This address cannot be right. Please check it letter by letter.")


class Files(forms.FileField):
    """Several files at once, each looked at."""

    def clean(self, data: Any, initial: Any = None) -> list[InboundFile]:
        files = [one for one in data or [] if isinstance(one, UploadedFile)]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Please attach at most %(count)s files.") % {"count": MOST_FILES})
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            raise forms.ValidationError(_("These files are too large together. There is room for 25 MB."))
        return [_looked_at(file) for file in files]


def _looked_at(file: "UploadedFile[bytes]") -> InboundFile:
    found = InboundFile(OneLine().to_python(file.name) or "file", file.read())
    try:
        check(found.content, found.name)
    except UnfitFile as error:
        raise forms.ValidationError(str(error)) from error
    return found


class ContactForm(forms.Form):
    """One filling-in. Only the message is needed to see answers; the rest when it is sent."""

    use_required_attribute = False  # our own words say what is missing, and step one needs the message only

    message = Words(
        label=gettext_lazy("What happened, or what would you like to know?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "class": "input input--tall", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please write what it is about; one sentence is enough.")},
    )
    topic = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    name = OneLine(
        label=gettext_lazy("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("What may we call you?")},
    )
    email = Mailbox(
        label=gettext_lazy("E-mail for our answer"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    attachments = Files(label=gettext_lazy("Photos or files"), required=False, widget=SeveralFiles)
    website = forms.CharField(required=False)  # no person sees it; who fills it in is a machine
    stamp = forms.CharField(required=False)
    page = OneLine(required=False, max_length=500)
    zone = forms.CharField(required=False)  # her browser tells it

    def __init__(self, options: FormOptions, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self._offer_topics(options)
        self.asked = {f"field_{field.key}": field for field in options.fields}
        for name, field in self.asked.items():
            self.fields[name] = _form_field(field, language)

    def clean(self) -> dict[str, Any]:
        """A required field of another topic is not missing."""
        topic = self.cleaned_data.get("topic", "")
        for name, field in self.asked.items():
            if not field.belongs_to(topic):
                self.errors.pop(name, None)
            elif self.cleaned_data.get(name):
                self._check_asked(name, field)
        return self.cleaned_data

    def _check_asked(self, name: str, field: Field) -> None:
        try:
            self.cleaned_data[name] = field.read(self.cleaned_data[name], self.language)
        except forms.ValidationError as error:
            self.add_error(name, error)

    def clean_stamp(self) -> str:
        """The number of this filling-in. Without one the form has to be sent once more: nothing is lost."""
        stamp = self.cleaned_data["stamp"]
        if is_too_quick(stamp):
            raise forms.ValidationError(_("That was quicker than we could look. Please press the button once more."))
        return number_of(stamp)

    def clean_zone(self) -> str:
        """What no time zone database knows tells nothing."""
        zone: str = self.cleaned_data["zone"]
        return zone if zone in time_zones() else ""

    def has_message(self) -> bool:
        """Whether there is something to find answers to; the other fields may still be empty."""
        self.full_clean()
        return "message" not in self.errors

    @property
    def fields_of_topics(self) -> Iterator[tuple[forms.BoundField, Field]]:
        """What the inbox asks besides."""
        return ((self[name], field) for name, field in self.asked.items())

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What was told in those fields, under the names the customer saw; empty ones are left out."""
        topic, given = self.cleaned_data.get("topic", ""), self.cleaned_data
        return tuple(
            (field.label_in(self.language), given[name])
            for name, field in self.asked.items()
            if given.get(name) and field.belongs_to(topic)
        )

    @property
    def chosen_topic(self) -> Category | None:
        """The category she chose, if any."""
        return self._topics.get(self.cleaned_data.get("topic", ""))

    def _offer_topics(self, options: FormOptions) -> None:
        named = Category.objects.named().filter(public_id__in=options.topics)
        self._topics = {category.public_id: category for category in named}
        names = [(key, self._topics[key].name_in(self.language)) for key in options.topics if key in self._topics]
        self.fields["topic"].choices = [("", _("Something else")), *names]  # type: ignore[attr-defined]
        if not names:
            del self.fields["topic"]


def _form_field(field: Field, language: str) -> forms.Field:
    """How a form shows what an inbox asks."""
    needs: dict[str, Any] = {
        "required": field.is_required,
        "error_messages": {"required": _("We need this to help you.")},
    }
    label, choices = field.label_in(language), field.choices_in(language)
    if choices:
        offered = [("", _("Please choose")), *((one, one) for one in choices)]
        return forms.ChoiceField(label=label, choices=offered, **needs)
    mode = {Kind.NUMBER: "numeric", Kind.EMAIL: "email"}.get(Kind(field.kind), "text")
    widget = forms.TextInput(attrs={"inputmode": mode})
    return OneLine(label=label, max_length=LONGEST_ANSWER, widget=widget, **needs)
