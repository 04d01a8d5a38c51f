"""One deed on many conversations at once, and its one way back."""

from collections.abc import Callable
from dataclasses import dataclass, field

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


@dataclass
class Done:
    """What came of it."""

    deed: str
    former: dict[int, str] = field(default_factory=dict)  # by conversation


class Selection:
    """What a form of ticked rows says; what makes no sense is left out."""

    def __init__(self, data: QueryDict) -> None:
        self.deed = data.get("deed", "")
        self.value = data.get(self.deed, "")
        self.pks = [int(pk) for pk in data.getlist("pick")[:MOST] if _is_key(pk)]
        former = (pair.partition(":") for pair in data.getlist("former")[:MOST])
        self.former = {int(pk): state for pk, _colon, state in former if _is_key(pk)}

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
            done.former[conversation.pk] = former
    return done


@transaction.atomic
def take_back(selection: Selection, by: User) -> None:
    """Each as it was before."""
    deed = DEEDS[selection.deed]
    for conversation in Conversation.objects.visible_to(by).filter(pk__in=selection.former).order_by("pk"):
        deed.take_back(conversation, by, selection.former[conversation.pk])


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
    return lambda conversation, value: None if conversation.status == status else str(conversation.standing)


def _stands(conversation: Conversation, value: str) -> str:
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


def _hands(conversation: Conversation, value: str) -> str:
    return f"{conversation.assignee_id or ''},{conversation.team_id or ''}"


def _is_time(value: str) -> bool:
    return SleepForm({"until": value}).is_valid()


def _is_tag(name: str) -> bool:
    return TagForm({"name": name}).is_valid()


Status = Conversation.Status
DEEDS = {
    "resolve": Deed(_resolve, _stand_again, _unless(Status.RESOLVED)),
    "spam": Deed(_mark_spam, _stand_again, _unless(Status.SPAM)),
    "snooze": Deed(_sleep, _stand_again, _stands, _is_time),
    "assign": Deed(_give, _give_back, _hands, _is_somebody),
    "tag": Deed(_tag, _untag, _not_tagged, _is_tag),
}
