"""What agents send about a conversation: words, a time to sleep until, whose hands, a topic."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from helpwell.base.several_files import SeveralFiles
from helpwell.base.uploads import MEGABYTE
from helpwell.conversations.inbound import InboundFile
from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.models.message import LONGEST
from helpwell.knowledge.models import Category
from helpwell.people.models import Team, User

MOST_FILES = 10
FURTHEST = timedelta(days=36_525)  # what sleeps longer is not meant
LARGEST_ALTOGETHER = 25 * MEGABYTE


class Files(forms.FileField):
    """Several files under one name, read into memory: their sum is limited."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> tuple[InboundFile, ...]:
        uploads: list[UploadedFile[Any]] = data or []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("Send at most 10 files at once."))
        if sum(one.size or 0 for one in uploads) > LARGEST_ALTOGETHER:
            raise forms.ValidationError(_("The files are too large. Together they may have 25 MB."))
        return tuple(InboundFile(one.name or "", one.read()) for one in uploads)


class Lines(forms.CharField):
    """Text whose lines end as they do everywhere but in a form on its way."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class Words(forms.Form):
    """A reply or a private note, as the composer sends it."""

    text = Lines(
        max_length=LONGEST,
        error_messages={
            "required": _("Write something first."),
            "max_length": _("This is too long to send: at most 20,000 letters."),
        },
    )
    seen = forms.IntegerField(min_value=0, required=False)  # the last number on the writer's page
    anyway = forms.BooleanField(required=False)  # she has read what came meanwhile
    then = forms.ChoiceField(choices=[("", ""), ("resolve", ""), ("snooze", "")], required=False)
    attached = Files(required=False)

    @property
    def problem(self) -> str:
        """What is wrong, in one sentence."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class DraftForm(forms.Form):
    """What is written so far."""

    text = Lines(max_length=LONGEST, required=False, strip=False)
    kind = forms.ChoiceField(choices=[(Message.Kind.REPLY, ""), (Message.Kind.NOTE, "")])


class OwnTime(forms.Field):
    """A moment of the agent's own zone; of an hour that comes twice the first, of one that is left out what follows."""

    def to_python(self, value: Any) -> datetime | None:
        """None when nothing was chosen."""
        given = str(value or "").strip()
        try:
            moment = parse_datetime(given)
        except ValueError:
            moment = None
        if given and moment is None:
            raise forms.ValidationError(self.error_messages["invalid"])
        return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


class SleepForm(forms.Form):
    """Until when."""

    until = OwnTime(error_messages={"required": _("Choose a time."), "invalid": _("Choose a time.")})

    def clean_until(self) -> datetime:
        """A time that is over wakes it at once, which is not what anybody wants."""
        until: datetime = self.cleaned_data["until"]
        if until <= timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        if until > timezone.now() + FURTHEST:
            raise forms.ValidationError(_("Choose an earlier time."))
        return until


class HandsForm(forms.Form):
    """Whose hands it goes into; an empty value is nobody, or no team."""

    assignee = forms.ModelChoiceField(User.objects.none(), required=False)
    team = forms.ModelChoiceField(Team.objects.all(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = User.objects.staff()  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """What it is about; empty: nothing in particular."""

    topic = forms.ModelChoiceField(Category.objects.all(), required=False)


class TagForm(forms.Form):
    """One tag."""

    name = forms.CharField(max_length=40)


class PriorityForm(forms.Form):
    """How much it hurries."""

    priority = forms.ChoiceField(choices=Conversation.Priority)
