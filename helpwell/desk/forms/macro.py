"""A macro, written as what it leaves and what it changes."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpwell.automation.models import Macro
from helpwell.automation.models.macro import KEYS, Step
from helpwell.automation.targets import Kind
from helpwell.conversations.models import Conversation
from helpwell.conversations.sleeping import moments
from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Article, Category, Translation
from helpwell.people.models import Team, User

TEXTS = ("text_1", "text_2", "text_3")
MOST_TAGS = 8
ALWAYS = ("two_hours", "tomorrow", "monday", "week")  # moments that lie ahead at any hour


class MacroForm(forms.Form):
    """Its steps follow each other as the fields do; an empty field leaves things as they are."""

    name = PlainText(label=_("Name"), max_length=60)
    key = forms.ChoiceField(label=_("Key"), required=False, help_text=_("Runs it on the open conversation."))
    is_shared = forms.BooleanField(label=_("For everybody at the desk"), required=False)
    text_1 = forms.ChoiceField(label=_("Insert a canned response"), required=False)
    text_2 = forms.ChoiceField(label=_("then"), required=False)
    text_3 = forms.ChoiceField(label=_("then"), required=False)
    tags = PlainText(
        label=_("Put tags on"), required=False, max_length=300, help_text=_("Several are parted by commas.")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    team = forms.ChoiceField(label=_("Give it to the team"), required=False)
    assign = forms.ChoiceField(label=_("Assign it"), required=False)
    then = forms.ChoiceField(label=_("At the end"), required=False)

    def __init__(self, *args: Any, macro: Macro, user: User, **kwargs: Any) -> None:
        self.macro, self.user = macro, user
        kwargs["initial"] = _initial(macro)
        super().__init__(*args, **kwargs)
        if not user.is_editor:
            del self.fields["is_shared"]
        for name, choices in _choices().items():
            self.fields[name].choices = [("", _("leave as it is")), *choices]  # type: ignore[attr-defined]
        for name in TEXTS:
            self.fields[name].choices = [("", _("none")), *_canned()]  # type: ignore[attr-defined]
        self.fields["key"].choices = [("", _("none")), *((key, key.upper()) for key in KEYS)]  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        """A letter that runs no other macro of hers."""
        key: str = self.cleaned_data["key"]
        others = Macro.objects.usable_by(self.user).exclude(pk=self.macro.pk)
        if key and (other := others.filter(key=key).first()):
            raise ValidationError(_("This key runs “%(macro)s” already."), params={"macro": other})
        return key

    def clean_tags(self) -> list[str]:
        """Each once, as short as tags are."""
        names = [" ".join(name.split())[:40] for name in self.cleaned_data["tags"].split(",")]
        return list(dict.fromkeys(name for name in names if name))[:MOST_TAGS]

    def clean(self) -> dict[str, Any]:
        """It does at least something."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not list(self.steps()):
            raise ValidationError(_("Choose at least one thing that it does."))
        return given

    def steps(self) -> Iterator[Step]:
        """In the order in which they are carried out."""
        given = self.cleaned_data
        yield from (Step(Kind.RESPOND, given[name]) for name in TEXTS if given.get(name))
        yield from (Step(Kind.TAG, name) for name in given.get("tags", []))
        for kind in (Kind.TOPIC, Kind.PRIORITY, Kind.TEAM, Kind.ASSIGN):
            if given.get(kind):
                yield Step(kind, given[kind])
        if then := given.get("then"):
            yield Step(Kind.RESOLVE) if then == Kind.RESOLVE else Step(Kind.SNOOZE, then)

    def save(self) -> None:
        """Keep it; only editors write for everybody."""
        owner = None if self.cleaned_data.get("is_shared") else self.macro.owner or self.user
        values = {name: self.cleaned_data[name] for name in ("name", "key")}
        self.macro.change(self.user, list(self.steps()), owner=owner, **values)


def _initial(macro: Macro) -> dict[str, Any]:
    steps = macro.sequence
    texts = [step.value for step in steps if step.kind == Kind.RESPOND]
    values: dict[str, Any] = {step.kind: step.value for step in steps}
    ends = [step.value or step.kind for step in steps if step.kind in (Kind.SNOOZE, Kind.RESOLVE)]
    return {
        **values,
        **dict(zip(TEXTS, texts, strict=False)),
        "tags": ", ".join(step.value for step in steps if step.kind == Kind.TAG),
        "then": ends[0] if ends else "",
        "name": macro.name,
        "key": macro.key,
        "is_shared": bool(macro.pk) and macro.owner_id is None,
    }


def _choices() -> dict[str, list[tuple[str, Any]]]:
    language = get_language() or ""
    topics = Category.objects.order_by("path").prefetch_related("names")
    times = [(one.name, _("Snooze: %s") % one.label) for one in moments() if one.name in ALWAYS]
    return {
        "topic": [(one.public_id, one.name_in(language)) for one in topics],
        "priority": list(Conversation.Priority.choices),
        "team": [(str(one.pk), one.name) for one in Team.objects.all()],
        "assign": [
            ("me", _("to whoever runs it")),
            *((str(one.pk), str(one)) for one in User.objects.staff().order_by("name", "email")),
        ],
        "then": [(str(Kind.RESOLVE), _("Resolve it")), *times],
    }


def _canned() -> list[tuple[str, str]]:
    """Each canned response once, by its title in her language or the one it was written in."""
    titles: dict[str, str] = {}
    texts = Translation.objects.readable(STAFF).filter(article__kind=Article.Kind.CANNED)
    for one in texts.select_related("article", "live").order_by("pk"):
        wanted = one.language in (get_language(), one.article.source_language)
        if one.live and (wanted or one.article.public_id not in titles):
            titles[one.article.public_id] = one.live.title
    return sorted(titles.items(), key=lambda pair: pair[1].casefold())
