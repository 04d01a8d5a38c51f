"""What the assistant does with messages that wait for it: decide, then say so in one short transaction."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone, translation

from helpwell.base.in_line import in_line
from helpwell.bot.answering import ArticleGone, Words
from helpwell.bot.collecting import asks_by_topic, note_topic
from helpwell.bot.facts import Decision, Deed
from helpwell.bot.flow import keep
from helpwell.bot.policy import decide
from helpwell.bot.questions import log
from helpwell.bot.trace import trace_of
from helpwell.bot.turn import Turn, turn_of
from helpwell.bot.waiting import waiting_conversations
from helpwell.bot.wording import words_for
from helpwell.conversations.assigning import assign_least_busy
from helpwell.conversations.fields import Kind
from helpwell.conversations.known_before import known_before
from helpwell.conversations.models import Conversation
from helpwell.people.models import Contact, Sender

logger = structlog.stdlib.get_logger(__name__)


def respond_to_waiting() -> datetime | None:
    """See to every conversation in which something waits. Gives back when to look again; None: nothing is left."""
    later = [_respond_safely(conversation) for conversation in waiting_conversations()]
    return min((moment for moment in later if moment), default=None)


def _respond_safely(conversation: Conversation) -> datetime | None:
    """One conversation that cannot be answered goes to a person; the others are still answered."""
    try:
        return respond(conversation)
    except Exception:  # whatever one conversation does to it, the customer gets a person and the next one an answer
        logger.exception("Could not answer in conversation %s", conversation.pk)
        with transaction.atomic():
            conversation.hand_over("assistant_failed")
            conversation.messages.awaiting_bot().update(awaits_bot=False)
    return None


def respond(conversation: Conversation) -> datetime | None:
    """See to one conversation as it was read just now; when to look again, None when it is done.

    Twice changes nothing.
    """
    turn = turn_of(conversation)
    if turn is None:
        return None
    is_with_bot = turn.conversation.status == Conversation.Status.WITH_BOT
    if not is_with_bot or asks_by_topic(turn.conversation.inbox):
        note_topic(turn.conversation)
    if (is_with_bot or turn.may_collect) and turn.ripe_at > timezone.now():
        return turn.ripe_at
    with translation.override(turn.language):
        decision = decide(turn.facts())
        if decision.deed == Deed.STAY_SILENT:
            return _leave_it(turn)
        decision, words = _in_words(turn, decision)
    with in_line():  # before the transaction, or SQLite lets it try again by chance while customers write
        is_said = _carry_out(turn, decision, words)
    return None if is_said else timezone.now()


def _in_words(turn: Turn, decision: Decision) -> tuple[Decision, Words]:
    """What is said, and what has been decided once it is clear that it can be."""
    try:
        return decision, words_for(turn, decision)
    except ArticleGone:
        instead = Decision(Deed.OFFER_PERSON, "nothing_found")
        return instead, words_for(turn, instead)


@transaction.atomic
def _leave_it(turn: Turn) -> None:
    """People have it, and there is nothing to ask."""
    for message in turn.messages:
        message.has_been_looked_at()
    _note_answer(turn)


@transaction.atomic
def _carry_out(turn: Turn, decision: Decision, words: Words) -> bool:
    """Say it, unless she has said more or a person has come meanwhile: then it has to be decided anew."""
    conversation = Conversation.objects.locked(turn.conversation.pk)
    if _stands(conversation) != _stands(turn.conversation):
        return False
    _note_answer(turn)
    if decision.deed == Deed.HAND_OVER:
        conversation.hand_over(decision.reason)
        _bring_along(turn)
    question = log(turn, decision, words)
    trace = {**trace_of(turn, decision, words, question), **_keep_walk(turn, decision, conversation)}
    conversation.say_automatically(words.text, words.card, trace)
    for message in turn.messages:
        message.has_been_looked_at()
    if conversation.needs_agent:
        assign_least_busy(conversation)
    return True


def _stands(conversation: Conversation) -> tuple[Any, ...]:
    """What may not have changed while we were thinking."""
    return conversation.status, conversation.first_replied_at, conversation.last_number


def _keep_walk(turn: Turn, decision: Decision, conversation: Conversation) -> dict[str, Any]:
    """Where she stands in a flow from now on, for the next turn."""
    if turn.stand is None or (turn.stand.is_proposed and decision.reason != "flow"):
        return {}
    run = keep(turn.stand, conversation, follows=decision.reason == "flow")
    return {"run": run.pk, "stands": run.step}


def _note_answer(turn: Turn) -> None:
    """What she told goes to her message, where agents read it; an address is one to answer to as well."""
    if turn.asked and turn.word.value:
        turn.messages[0].answers_field(turn.asked.label_in(turn.language), turn.word.value)
        if turn.asked.kind == Kind.EMAIL:
            Contact.objects.recognise(Sender(email=turn.word.value, contact=turn.conversation.contact))


def _bring_along(turn: Turn) -> None:
    """What she told long ago stands beside her words, so that whoever answers need not look for it."""
    here = dict(turn.conversation.told())
    for label, answer in known_before(turn.conversation):
        if label not in here:
            turn.messages[0].answers_field(label, answer)
