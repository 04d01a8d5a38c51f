"""What narrows a list, and the name under which that is kept."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpwell.conversations.filters import Filters
from helpwell.conversations.models import Conversation, Inbox, SavedView, Tag
from helpwell.desk.forms.choices import colleague_choices, team_choices
from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.models import Category
from helpwell.people.models import Team, User

ANY = ("", _("any"))


class FilterForm(forms.Form):
    """Sent as an address: the list with these filters."""

    assignee = forms.ChoiceField(label=_("In the hands of"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    inbox = forms.ChoiceField(label=_("Inbox"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    late = forms.BooleanField(label=_("Only those that are too late"), required=False)

    def __init__(self, filters: Filters) -> None:
        super().__init__(initial=dict(filters.values), auto_id="filter-%s")
        self.use_required_attribute = False
        for name, choices in _choices().items():
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
        for name in [name for name, choices in _choices().items() if not choices]:
            del self.fields[name]


def _choices() -> dict[str, list[tuple[str, Any]]]:
    language = get_language() or ""
    topics = Category.objects.order_by("path").prefetch_related("names")
    return {
        "assignee": [("me", _("me")), ("none", _("nobody")), *colleague_choices()],
        "team": team_choices(),
        "inbox": [(str(one.pk), str(one)) for one in Inbox.objects.all()],
        "topic": [(str(one.pk), one.name_in(language)) for one in topics],
        "tag": [(one.name, one.name) for one in Tag.objects.all()],
        "priority": list(Conversation.Priority.choices),
    }


class ViewForm(forms.Form):
    """A name, and for whom."""

    name = PlainText(label=_("Name"), max_length=40)
    whose = forms.ChoiceField(label=_("For"))

    def __init__(self, *args: Any, view: SavedView, user: User, **kwargs: Any) -> None:
        self.view, self.user = view, user
        whose = str(view.team_id) if view.team_id else "me" if view.owner_id or not view.pk else "all"
        kwargs["initial"] = {"name": view.name, "whose": whose}
        super().__init__(*args, **kwargs)
        teams = [(str(team.pk), team.name) for team in Team.objects.of(user)]
        everybody = [("all", _("everybody at the desk"))] if user.is_editor else []
        self.fields["whose"].choices = [("me", _("only me")), *teams, *everybody]  # type: ignore[attr-defined]

    def save(self) -> None:
        """Keep it."""
        whose = self.cleaned_data["whose"]
        team = Team.objects.of(self.user).filter(pk=whose).first() if whose not in ("me", "all") else None
        owner = (self.view.owner or self.user) if whose == "me" else None
        self.view.change(self.user, name=self.cleaned_data["name"], owner=owner, team=team)
