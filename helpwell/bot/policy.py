"""What the assistant does next: one pure function from facts to a decision with its reason.

The order of the rules is their rank. A person is reachable by every one of them, and no wording is ever the signal:
only what was heard, what was pressed, and how sure the engine is.
"""

from collections.abc import Callable
from dataclasses import replace

from helpwell.answers.showing import PLAUSIBLE
from helpwell.bot.facts import SHOWING, Candidate, Decision, Deed, Facts

FAILURES = 2  # answers that did not help; after them a person is offered (G11)
TRIES = 2  # so often one field is asked for; she may have her reasons
CANDIDATES = 3  # as many are offered or asked for at once


def decide(facts: Facts) -> Decision:
    """The single next step. The first rule that has a word decides; the last one always has."""
    decision = next(decision for rule in RULES if (decision := rule(facts)))
    if decision.deed == Deed.HAND_OVER:
        return replace(decision, field=_first(facts.unknown))
    offers_person = decision.deed in SHOWING and facts.failures >= FAILURES and facts.has_people
    return replace(decision, offers_person=offers_person)


def collect_meanwhile(facts: Facts) -> Decision | None:
    """While she waits for a person: what that person will need, one at a time, none of it twice in vain (E07)."""
    if facts.is_with_bot or not facts.may_collect or facts.word == "elsewhere":
        return None
    if facts.word == "unfit" and facts.tries < TRIES:
        return Decision(Deed.ASK_FIELD, "unfit", field=facts.asked)
    if facts.unknown:
        return Decision(Deed.ASK_FIELD, "still_unknown", field=facts.unknown[0])
    return Decision(Deed.THANK, "all_told") if facts.asked else None


def leave_it_to_people(facts: Facts) -> Decision | None:
    """Once a person has it, the assistant is silent."""
    return None if facts.is_with_bot else Decision(Deed.STAY_SILENT, "person_has_it")


def give_way_when_asked(facts: Facts) -> Decision | None:
    """A person, by button or in words."""
    asked = facts.choice == "person" or (facts.heard.wants_person and not facts.choice)
    return Decision(Deed.HAND_OVER, "asked_for_person") if asked else None


def give_way_to_judgement(facts: Facts) -> Decision | None:
    """What needs a person's judgement reaches the queue at once; what she pressed is no such word."""
    if facts.choice:
        return None
    if facts.heard.sensitive:
        return Decision(Deed.HAND_OVER, f"sensitive_{facts.heard.sensitive}")
    return Decision(Deed.HAND_OVER, "upset") if facts.heard.is_upset else None


def follow_flow(facts: Facts) -> Decision | None:
    """In a flow she began, as long as her words fit it (E09). Who asks for a person has one already."""
    if facts.walk == "handed_over":
        return Decision(Deed.HAND_OVER, "flow")
    return Decision(Deed.FLOW, "flow", facts.flow_articles) if facts.walk in ("goes_on", "ended") else None


def walk_on(facts: Facts) -> Decision | None:
    """Through an article step by step (E14)."""
    kind, _, which = facts.choice.partition(":")
    if kind == "steps":
        return Decision(Deed.STEP, "first_step", (which,))
    if facts.choice == "step:done":
        return Decision(Deed.STEP, "next_step") if facts.steps_left else Decision(Deed.SMALL_TALK, "agrees")
    return Decision(Deed.OFFER_PERSON, "step_failed") if facts.choice == "step:failed" else None


def hear_whether_it_helped(facts: Facts) -> Decision | None:
    """Yes or no to our last answer, pressed or written."""
    word = facts.choice or {"agrees": "yes", "refuses": "no"}.get(facts.heard.small_talk, "")
    if word == "yes":
        return Decision(Deed.SMALL_TALK, "agrees")
    if word != "no":
        return None
    if facts.failures + 1 >= FAILURES:
        return Decision(Deed.OFFER_PERSON, "failed_twice")
    return Decision(Deed.SMALL_TALK, "refuses")


def give_what_was_chosen(facts: Facts) -> Decision | None:
    """She pressed one of several."""
    kind, _, which = facts.choice.partition(":")
    return Decision(Deed.ANSWER, "chosen", (which,)) if kind == "article" else None


def chat(facts: Facts) -> Decision | None:
    """Greetings, thanks, insults and questions about ourselves: short and kind."""
    return Decision(Deed.SMALL_TALK, facts.heard.small_talk) if facts.heard.small_talk else None


def open_flow(facts: Facts) -> Decision | None:
    """With her first words a flow begins by itself, unless we are sure of the answer to them (E09)."""
    is_small_talk = facts.heard.small_talk not in ("", "greeting")
    if not facts.opens or is_small_talk or answer_alone(facts):
        return None
    return follow_flow(replace(facts, walk=facts.opens))


def stop_trying(facts: Facts) -> Decision | None:
    """After two turns that did not help a person is offered, once instead of what we are not sure of.

    Beside it from then on, if she goes on asking; beside an answer we are sure of at once.
    """
    if facts.failures < FAILURES or facts.was_offered_person or answer_alone(facts):
        return None
    return Decision(Deed.OFFER_PERSON, "failed_twice")


def own_up(facts: Facts) -> Decision | None:
    """Nothing we have is likely enough to show."""
    found = facts.candidates and facts.confidence >= PLAUSIBLE
    return None if found else Decision(Deed.OFFER_PERSON, "nothing_found")


def answer_alone(facts: Facts) -> Decision | None:
    """The three gates: sure enough for this channel, an answer that has earned it, and no guard objects."""
    best, is_sure = next(iter(facts.candidates), None), facts.confidence >= facts.threshold
    if best and best.may_be_said and is_sure and not facts.guard:
        return Decision(Deed.ANSWER, "sure", (best.article,))
    return None


def ask_which(facts: Facts) -> Decision | None:
    """Two or three together hold the answer, and we have not just asked."""
    if 1 < facts.between <= CANDIDATES and not facts.was_asked_back:
        return Decision(Deed.ASK_BACK, "between_few", _ids(facts.candidates[: facts.between]))
    return None


def offer(facts: Facts) -> Decision:
    """Show what may help, and say what held the answer back."""
    return Decision(Deed.OFFER, facts.guard or _why_not_alone(facts), _ids(facts.candidates[:CANDIDATES]))


RULES: tuple[Callable[[Facts], Decision | None], ...] = (
    collect_meanwhile,
    leave_it_to_people,
    give_way_when_asked,
    give_way_to_judgement,
    follow_flow,
    walk_on,
    hear_whether_it_helped,
    give_what_was_chosen,
    open_flow,
    chat,
    stop_trying,
    own_up,
    answer_alone,
    ask_which,
    offer,
)


def _first(keys: tuple[str, ...]) -> str:
    return keys[0] if keys else ""


def _why_not_alone(facts: Facts) -> str:
    return "not_sure" if facts.confidence < facts.threshold else "not_earned"


def _ids(candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    return tuple(one.article for one in candidates)
