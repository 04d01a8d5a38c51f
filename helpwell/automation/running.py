"""Carry a macro out on one conversation or on many, and take all of it back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from helpwell.automation.models import Macro, MacroRun
from helpwell.automation.models.macro import MacroStep
from helpwell.automation.state import put_back, state_of
from helpwell.automation.targets import Targets
from helpwell.conversations.models import Conversation
from helpwell.conversations.saying import words_of
from helpwell.knowledge.models import Translation
from helpwell.people.models import User


@dataclass(frozen=True)
class Text:
    """Words for the reply, and what they are from."""

    translation: Translation
    words: str


@dataclass(frozen=True)
class Done:
    """What came of a run."""

    run: MacroRun
    texts: list[Text]  # to be inserted where somebody writes; empty when drafts hold them
    problems: list[str]  # what could not be done

    @property
    def conversation_pk(self) -> int:
        """Of the one it ran on, or the one that was merged into."""
        return int(next(iter(self.run.changes)))

    @property
    def has_drafts(self) -> bool:
        """Whether replies wait to be looked at and sent."""
        return any("draft" in changed for changed in self.run.changes.values())


@transaction.atomic
def run_on_one(macro: Macro, conversation: Conversation, by: User) -> Done:
    """Do it all; the words are for the composer that is open."""
    targets = Targets.of([macro])
    conversation = Conversation.objects.locked(conversation.pk)
    changes = _carry_out(macro, conversation, by, targets)
    texts = _texts(macro, conversation, by, targets)
    run = MacroRun.objects.create(macro=macro, by=by, changes=changes)
    return Done(run, texts, targets.problems(macro))


@transaction.atomic
def run_on_many(macro: Macro, conversations: Iterable[Conversation], by: User) -> Done:
    """Do it to each; the words wait there as her draft, below what she has begun to write."""
    targets = Targets.of([macro])
    changes: dict[str, dict[str, list[str]]] = {}
    for conversation in (Conversation.objects.locked(one.pk) for one in conversations):
        texts = [text.words for text in _texts(macro, conversation, by, targets)]
        changes |= _carry_out(macro, conversation, by, targets, draft=texts)
    run = MacroRun.objects.create(macro=macro, by=by, changes=changes)
    return Done(run, [], targets.problems(macro))


@transaction.atomic
def take_back(run: MacroRun, by: User) -> list[Text]:
    """Each thing as it was, where nobody has changed it since; the words it gave to a composer."""
    conversations = Conversation.objects.filter(pk__in=run.changes).order_by("pk")
    for conversation in (Conversation.objects.locked(one.pk) for one in conversations):
        put_back(conversation, run.changes[str(conversation.pk)], by)
    run.mark_taken_back()
    targets = Targets.of([run.macro])
    alone = conversations[0] if len(run.changes) == 1 else None
    return _texts(run.macro, alone, by, targets) if alone else []


def _carry_out(
    macro: Macro, conversation: Conversation, by: User, targets: Targets, draft: list[str] | None = None
) -> dict[str, dict[str, list[str]]]:
    """What it changed there, by the conversation's key."""
    before = state_of(conversation, by)
    for step in macro.sequence:
        if targets.has(step):
            DO[step.kind](step, conversation, by, targets, macro.name)
    if draft:
        begun = conversation.draft_of(by)
        conversation.keep_draft("\n\n".join(filter(None, [begun.text.strip() if begun else "", *draft])), by)
    after = state_of(conversation, by)
    changed = {name: [was, after[name]] for name, was in before.items() if after[name] != was}
    return {str(conversation.pk): changed}


def _texts(macro: Macro, conversation: Conversation, by: User, targets: Targets) -> list[Text]:
    steps = [step for step in macro.sequence if step.kind == MacroStep.Kind.RESPOND and targets.has(step)]
    found = [targets.text_in(step.value, conversation.language) for step in steps]
    return [Text(one, words_of(one, conversation, by)) for one in found]


def _respond(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    """Nothing is sent: the words are put before her, and this says so."""
    live = targets.text_in(step.value, conversation.language).live
    conversation.record("response_inserted", by=by, title=live.title if live else "", macro=macro)


def _tag(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    conversation.tag(step.value, by, macro=macro)


def _topic(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    conversation.set_topic(targets.topics[step.value], by, macro=macro)


def _prioritise(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    conversation.prioritise(step.value, by, macro=macro)


def _give_to_team(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    """A team's list, out of the hands of who had it; a step after this may give it to a person."""
    conversation.put_into(None, targets.teams[step.value], by, macro=macro)


def _assign(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    person = by if step.value == "me" else targets.people[step.value]
    conversation.put_into(person, conversation.team, by, macro=macro)


def _snooze(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    conversation.snooze(targets.moments[step.value].at, by, macro=macro)


def _resolve(step: MacroStep, conversation: Conversation, by: User, targets: Targets, macro: str) -> None:
    conversation.resolve(by, macro=macro)


DO: dict[str, Callable[[MacroStep, Conversation, User, Targets, str], None]] = {
    MacroStep.Kind.RESPOND: _respond,
    MacroStep.Kind.TAG: _tag,
    MacroStep.Kind.TOPIC: _topic,
    MacroStep.Kind.PRIORITY: _prioritise,
    MacroStep.Kind.TEAM: _give_to_team,
    MacroStep.Kind.ASSIGN: _assign,
    MacroStep.Kind.SNOOZE: _snooze,
    MacroStep.Kind.RESOLVE: _resolve,
}
