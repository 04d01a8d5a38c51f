"""What the assistant does with messages that wait for it: decide, then say so in one short transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone, translation

from helpwell.answers.asking import Asker
from helpwell.answers.log import Asked, record
from helpwell.answers.models import Question
from helpwell.automation.steps import Kind as StepKind
from helpwell.base.in_line import in_line
from helpwell.bot.collecting import asks_by_topic, note_topic
from helpwell.bot.flow import keep
from helpwell.bot.policy import Decision, Deed, decide
from helpwell.bot.turn import Turn, turn_of
from helpwell.bot.waiting import waiting_conversations, waiting_messages
from helpwell.bot.wording import Words, can_be_worded, words_for
from helpwell.conversations.assigning import assign_least_busy
from helpwell.conversations.fields import Kind
from helpwell.conversations.known_before import known_before
from helpwell.conversations.models import Conversation
from helpwell.knowledge.access import PUBLIC
from helpwell.people.models import Contact, Sender

logger = structlog.stdlib.get_logger(__name__)
HELPED = {"agrees": Question.Result.CONFIRMED, "refuses": Question.Result.CONTRADICTED}


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
    """See to one conversation; when to look again, None when it is done. Twice changes nothing."""
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
        if not can_be_worded(turn, decision):
            decision = Decision(Deed.OFFER_PERSON, "nothing_found")
        if decision.deed == Deed.STAY_SILENT:
            return _leave_it(turn)
        words = words_for(turn, decision)
    with in_line():  # before the transaction, or SQLite lets it try again by chance while customers write
        is_said = _carry_out(turn, decision, words)
    return None if is_said else timezone.now()


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
    waiting = waiting_messages(conversation)
    if _stands(conversation) != _stands(turn.conversation) or len(waiting) != len(turn.messages):
        return False
    _note_answer(turn)
    if decision.deed == Deed.HAND_OVER:
        conversation.hand_over(decision.reason)
        _bring_along(turn)
    question = _log(turn, decision, words)
    trace = {**_trace(turn, decision, words, question), **_keep_walk(turn, decision, conversation)}
    conversation.say_automatically(words.text, words.card, trace)
    for message in waiting:
        message.has_been_looked_at()
    if conversation.needs_agent:
        assign_least_busy(conversation)
    return True


def _stands(conversation: Conversation) -> tuple[Any, ...]:
    """What may not have changed while we were thinking."""
    return conversation.status, conversation.first_replied_at


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


def _log(turn: Turn, decision: Decision, words: Words) -> Question | None:
    """Her words in the log of questions, and her word on our last answer as that one's outcome."""
    before = Question.objects.filter(pk=key).first() if (key := turn.said.get("question")) else None
    if before and (result := _outcome_of(turn, decision)):
        before.end(result)
    if decision.deed == Deed.ANSWER and decision.reason == "chosen" and before:
        before.open(words.translations[0], before.rank_of(words.translations[0]))
        return before
    typed = Question.objects.typed_in(turn.conversation, turn.typings)
    if decision.deed not in (Deed.ANSWER, Deed.OFFER, Deed.ASK_BACK) and decision.reason != "nothing_found":
        _settle_typed(typed, decision)
        return before if decision.deed == Deed.STEP else None
    return _logged(turn, decision, words, typed)


def _settle_typed(typed: list[Question], decision: Decision) -> None:
    """What she typed is no question to answer: it goes to a person, or a greeting is forgotten."""
    for question in typed:
        if decision.deed == Deed.HAND_OVER and decision.reason != "asked_for_person":
            question.end(Question.Result.HANDED_OVER)
        else:
            question.delete()


def _logged(turn: Turn, decision: Decision, words: Words, typed: list[Question]) -> Question:
    """One row for one question: what was noted while she typed is brought up to date."""
    kept = typed.pop() if typed else None
    for part in typed:  # she sent it in pieces
        part.delete()
    shown = tuple(one for one in turn.found.articles if one.public_id in decision.articles)
    visitor, typing = (kept.visitor, kept.typing) if kept else (None, "")
    asked = Asked(turn.text, Asker(turn.language, PUBLIC), visitor, Question.Surface.CHAT, typing)
    question = record(asked, replace(turn.found, articles=shown))
    question.belong_to(turn.conversation, decision.reason)
    if decision.deed == Deed.ANSWER:
        question.open(words.translations[0], 1)
    return question


def _outcome_of(turn: Turn, decision: Decision) -> str:
    """How the question before ended, by what she did now; "" when that tells nothing."""
    if decision.deed == Deed.HAND_OVER:
        return Question.Result.HANDED_OVER
    if decision.reason in ("failed_twice", "step_failed"):
        return Question.Result.CONTRADICTED
    return HELPED.get(decision.reason, "") if decision.deed == Deed.SMALL_TALK else ""


def _trace(turn: Turn, decision: Decision, words: Words, question: Question | None) -> dict[str, Any]:
    """Why it was said, for agents and for the next turn (N11)."""
    asked_engine = decision.deed in (Deed.ANSWER, Deed.OFFER, Deed.ASK_BACK) and not turn.choice
    return {
        "deed": decision.deed,
        "reason": decision.reason,
        "articles": [_named(one) for one in words.translations],
        **({"confidence": turn.found.confidence, "engine": turn.found.engine_version} if asked_engine else {}),
        **({"question": question.pk} if question else {}),
        "failures": _failures_after(turn, decision),
        **_asks(turn, decision),
        **words.about,
    }


def _field_asked(turn: Turn, decision: Decision) -> str:
    """Key of the field that our words ask for; "" for none."""
    if decision.deed == Deed.FLOW and turn.stand and turn.stand.walk.at:
        step = turn.stand.walk.says[-1]
        return step.subject if step.kind == StepKind.ASK else ""
    return decision.field


def _asks(turn: Turn, decision: Decision) -> dict[str, Any]:
    """Which field our words ask for, and how often by now."""
    field = _field_asked(turn, decision)
    if not field:
        return {}
    again = field == turn.said.get("asks")
    return {"asks": field, "tries": turn.said.get("tries", 0) + 1 if again else 1}


def _failures_after(turn: Turn, decision: Decision) -> int:
    if decision.reason == "agrees":
        return 0
    failed_now = decision.reason in ("refuses", "nothing_found", "failed_twice", "step_failed")
    return turn.failures() + failed_now


def _named(one: Any) -> dict[str, Any]:
    return {
        "article": one.article.public_id,
        "language": one.language,
        "revision": one.live.number if one.live else None,
    }
