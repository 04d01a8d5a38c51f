"""A step of a flow in words: what it says, and what it waits for."""

from collections.abc import Callable
from dataclasses import replace

from helpwell.automation.flow_steps import FlowStep, in_language
from helpwell.bot import phrases
from helpwell.bot.answering import Words, answer
from helpwell.bot.facts import Decision, Deed
from helpwell.bot.turn import Turn
from helpwell.conversations.card import Card, Choice
from helpwell.conversations.fields import fields_of


def flow(turn: Turn, decision: Decision) -> Words:
    """What the steps say, and below it what the last of them waits for."""
    step = turn.stand.walk.says[-1] if turn.stand and turn.stand.walk.at else None
    asks = WORDINGS[FlowStep.Kind(step.kind)](turn, step) if step else Words("", Card())
    text = "\n\n".join(filter(None, [*texts(turn), asks.text])) or phrases.anything_else()
    card = replace(asks.card, choices=(*asks.card.choices, phrases.person()))
    return Words(text, card, translations=asks.translations)


def texts(turn: Turn) -> list[str]:
    """The words of the steps themselves; once more asked, they are not said again."""
    if turn.stand is None or turn.stand.walk.is_again:
        return []
    return [text for step in turn.stand.walk.says if (text := in_language(step.texts, turn.language))]


def _choice(turn: Turn, step: FlowStep) -> Words:
    labels = (in_language(option.labels, turn.language) for option in step.options)
    return Words("", Card(choices=tuple(Choice(f"way:{place}", label) for place, label in enumerate(labels))))


def _ask(turn: Turn, step: FlowStep) -> Words:
    """The words of the step ask; where it has none, the field's own name does."""
    field = next(one for one in fields_of(turn.conversation.inbox) if one.key == step.subject)
    label = field.label_in(turn.language)
    text = "" if in_language(step.texts, turn.language) else label
    if turn.stand and turn.stand.walk.is_again:
        text = phrases.ask_field_again(label, turn.word.why)
    choices = phrases.field_choices(field.choices_in(turn.language), field.is_required)
    return Words(text, Card(choices=choices, field=field.key))


def _answer(turn: Turn, step: FlowStep) -> Words:
    words = answer(turn, Decision(Deed.ANSWER, "flow", (step.subject,)))
    helped = tuple(one for one in words.card.choices if one.value in ("yes", "no"))
    return replace(words, card=replace(words.card, choices=helped))


WORDINGS: dict[FlowStep.Kind, Callable[[Turn, FlowStep], Words]] = {
    FlowStep.Kind.CHOICE: _choice,
    FlowStep.Kind.ASK: _ask,
    FlowStep.Kind.ANSWER: _answer,
}
