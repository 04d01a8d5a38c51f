"""Why something was said: kept with the message, for agents and for the next turn (N11)."""

from typing import Any

from helpwell.answers.models import Question
from helpwell.automation.flow_steps import FlowStep
from helpwell.bot.answering import Words
from helpwell.bot.facts import SHOWING, Decision, Deed
from helpwell.bot.turn import Turn
from helpwell.knowledge.models import Translation


def trace_of(turn: Turn, decision: Decision, words: Words, question: Question | None) -> dict[str, Any]:
    """What is kept of it, without what is empty."""
    asked_engine = decision.deed in SHOWING and not turn.choice
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
        return step.subject if step.kind == FlowStep.Kind.ASK else ""
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


def _named(one: Translation) -> dict[str, Any]:
    return {
        "article": one.article.public_id,
        "language": one.language,
        "revision": one.live.number if one.live else None,
    }
