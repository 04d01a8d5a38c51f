"""One deed on many conversations at once, and its one way back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from django.db import transaction
from django.http import QueryDict

from helpwell.conversations.models import Conversation, Tag
from helpwell.conversations.standing import Standing
from helpwell.desk.forms.conversation import HandsForm, SleepForm, TagForm
from helpwell.people.models import Team, User

MOST = 200  # conversations in one go
Change = Callable[[Conversation, User, str], None]


@dataclass(frozen=True)
class Deed:
    """What is done, what takes it back, and what has to be remembered for that."""

    do: Change
    take_back: Change  # gets what `former` gave
    former: Callable[[Conversation, str], str | None]  # None: it is so already, nothing will change
    fits: Callable[[str], bool] = lambda value: True  # whether the value that comes with it makes sense
    stands: Callable[[Conversation], str] = lambda conversation: ""  # what nobody may have changed since


@dataclass(frozen=True)
class Trace:
    """What a deed left at one conversation."""

    became: str  # how it stood afterwards
    former: str  # and before

    @classmethod
    def read(cls, line: str) -> tuple[int, Self] | None:
        """With the conversation's key; None when the line makes no sense."""
        pk, _bar, rest = line.strip("\r").partition("|")
        became, _bar, former = rest.partition("|")
        return (int(pk), cls(became, former)) if _is_key(pk) else None


@dataclass
class Done:
    """What came of it."""

    deed: str
    traces: dict[int, Trace] = field(default_factory=dict)  # by conversation

    @property
    def remembered(self) -> str:
        """What a form brings back to undo it: a line for each."""
        return "\n".join(f"{pk}|{one.became}|{one.former}" for pk, one in self.traces.items())


class Selection:
    """What a form of ticked rows says; what makes no sense is left out."""

    def __init__(self, data: QueryDict) -> None:
        self.deed = data.get("deed", "")
        self.value = data.get(self.deed, "")
        self.pks = [int(pk) for pk in data.getlist("pick")[:MOST] if _is_key(pk)]
        read = (Trace.read(line) for line in data.get("former", "").split("\n")[:MOST])
        self.done = Done(self.deed, dict(one for one in read if one))

    @property
    def fits(self) -> bool:
        """Whether there is such a deed, and its value is one."""
        return self.deed in DEEDS and DEEDS[self.deed].fits(self.value)


@transaction.atomic
def do_to_all(selection: Selection, by: User) -> Done:
    """Do it to those that she may see and that it changes."""
    deed, done = DEEDS[selection.deed], Done(selection.deed)
    for conversation in Conversation.objects.visible_to(by).filter(pk__in=selection.pks).order_by("pk"):
        former = deed.former(conversation, selection.value)
        if former is not None:
            deed.do(conversation, by, selection.value)
            done.traces[conversation.pk] = Trace(deed.stands(conversation), former)
    return done


@transaction.atomic
def take_back(done: Done, by: User) -> int:
    """Each as it was before, but for those that somebody has changed since; how many those are."""
    deed, changed = DEEDS[done.deed], 0
    for conversation in Conversation.objects.visible_to(by).filter(pk__in=done.traces).order_by("pk"):
        trace = done.traces[conversation.pk]
        if deed.stands(conversation) == trace.became:
            deed.take_back(conversation, by, trace.former)
        else:
            changed += 1
    return changed


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _give(conversation: Conversation, by: User, value: str) -> None:
    """To a person, `user:3`, or to a team, `team:2`."""
    kind, _colon, pk = value.partition(":")
    if kind == "team":
        conversation.put_into(None, Team.objects.filter(pk=pk).first(), by)
    else:
        conversation.put_into(User.objects.staff().filter(pk=pk).first(), conversation.team, by)


def _give_back(conversation: Conversation, by: User, former: str) -> None:
    assignee, _comma, team = former.partition(",")
    form = HandsForm({"assignee": assignee, "team": team})
    if form.is_valid():
        conversation.put_into(form.cleaned_data["assignee"], form.cleaned_data["team"], by)


def _is_somebody(value: str) -> bool:
    kind, _colon, pk = value.partition(":")
    return kind in ("user", "team") and _is_key(pk)


def _sleep(conversation: Conversation, by: User, value: str) -> None:
    form = SleepForm({"until": value})
    if form.is_valid():
        conversation.snooze(form.cleaned_data["until"], by)


def _tag(conversation: Conversation, by: User, name: str) -> None:
    conversation.tag(name, by)


def _untag(conversation: Conversation, by: User, name: str) -> None:
    if tag := Tag.objects.filter(name__iexact=name).first():
        conversation.untag(tag, by)


def _unless(status: str) -> Callable[[Conversation, str], str | None]:
    return lambda conversation, value: None if conversation.status == status else _standing(conversation)


def _standing(conversation: Conversation, _value: str = "") -> str:
    return str(conversation.standing)


def _not_tagged(conversation: Conversation, name: str) -> str | None:
    return None if conversation.tags.filter(name__iexact=name.strip()).exists() else name.strip()


def _resolve(conversation: Conversation, by: User, value: str) -> None:
    conversation.resolve(by)


def _mark_spam(conversation: Conversation, by: User, value: str) -> None:
    conversation.mark_spam(by)


def _stand_again(conversation: Conversation, by: User, former: str) -> None:
    if standing := Standing.read(former):
        conversation.stand_as(standing, by)


def _hands(conversation: Conversation, _value: str = "") -> str:
    return f"{conversation.assignee_id or ''},{conversation.team_id or ''}"


def _is_time(value: str) -> bool:
    return SleepForm({"until": value}).is_valid()


def _is_tag(name: str) -> bool:
    return TagForm({"name": name}).is_valid()


Status = Conversation.Status
DEEDS = {
    "resolve": Deed(_resolve, _stand_again, _unless(Status.RESOLVED), stands=_standing),
    "spam": Deed(_mark_spam, _stand_again, _unless(Status.SPAM), stands=_standing),
    "snooze": Deed(_sleep, _stand_again, _standing, _is_time, _standing),
    "assign": Deed(_give, _give_back, _hands, _is_somebody, _hands),
    "tag": Deed(_tag, _untag, _not_tagged, _is_tag),
}
