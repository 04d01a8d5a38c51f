"""The log of questions: her words in it, and her word on our last answer as the outcome of that one."""

from dataclasses import replace

from helpwell.answers.asking import Asker
from helpwell.answers.log import Asked, record
from helpwell.answers.models import Question
from helpwell.bot.answering import Words
from helpwell.bot.facts import SHOWING, Decision, Deed
from helpwell.bot.turn import Turn
from helpwell.knowledge.access import PUBLIC

HELPED = {"agrees": Question.Result.CONFIRMED, "refuses": Question.Result.CONTRADICTED}


def log(turn: Turn, decision: Decision, words: Words) -> Question | None:
    """Write down what she asked and how the question before ended; the row this message belongs to, None for none."""
    before = Question.objects.filter(pk=key).first() if (key := turn.said.get("question")) else None
    if before and (result := _outcome_of(turn, decision)):
        before.end(result)
    if decision.deed == Deed.ANSWER and decision.reason == "chosen" and before:
        before.open(words.translations[0], before.rank_of(words.translations[0]))
        return before
    typed = Question.objects.typed_in(turn.conversation, turn.typings)
    if decision.deed not in SHOWING and decision.reason != "nothing_found":
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
    asker, surface = Asker(turn.language, PUBLIC), Question.Surface.CHAT
    asked = Asked(turn.text, asker, visitor, surface, typing, turn.conversation, decision.reason)
    question = record(asked, replace(turn.found, articles=shown))
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
