"""What the assistant tried in a conversation, and her own words around it: read from what it kept with each message."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from helpwell.bot.facts import Deed
from helpwell.conversations.models import Message

FAILED = {"refuses", "failed_twice", "step_failed"}  # what the assistant heard when an attempt had not helped
OWN_CHOICES = ("flow:", "way:")  # pressed instead of written: they say what it is about


@dataclass
class Attempt:
    """One thing that was to help her."""

    words: str
    article: str  # public id; "" for several
    outcome: bool | None = None  # None: she said nothing about it

    def __str__(self) -> str:
        if self.outcome is None:
            return self.words
        return (_("%(attempt)s, and it helped") if self.outcome else _("%(attempt)s, and it did not help")) % {
            "attempt": self.words
        }


def tried_in(messages: Iterable[Message]) -> list[Attempt]:
    """Its attempts in their order; of steps through an article the last one, of what it offered what she chose."""
    tried: list[Attempt] = []
    for message in messages:
        if tried and (outcome := _outcome(message)) is not None:
            tried[-1].outcome = outcome
        attempt = _attempt(message) if message.is_automatic else None
        if attempt and tried and _goes_on(message, tried[-1]):
            tried.pop()
        if attempt:
            tried.append(attempt)
    return tried


def own_words(messages: Iterable[Message]) -> list[Message]:
    """What she said of her own: neither buttons about an answer nor what a field asked for."""
    hers, asked = [], ""
    for message in messages:
        is_own = not message.choice or message.choice.startswith(OWN_CHOICES)
        if message.is_from_contact and is_own and not asked:
            hers.append(message)
        asked = message.trace.get("asks", "") if message.is_automatic else ""
    return hers


def _attempt(message: Message) -> Attempt | None:
    trace, source = message.trace, message.card.get("source")
    if source and trace.get("deed") == Deed.STEP:
        said = {"number": trace["step"], "count": trace["step"] + trace["steps_left"], "title": source["title"]}
        return Attempt(_("Step %(number)s of %(count)s of “%(title)s”") % said, source["article"])
    if source:
        return Attempt(_("Answered with “%(title)s”") % {"title": source["title"]}, source["article"])
    titles = [one["label"] for one in message.card.get("choices", []) if one["value"].startswith("article:")]
    quoted = ", ".join(_("“%s”") % title for title in titles)
    return Attempt(_("Offered %(titles)s") % {"titles": quoted}, "") if titles else None


def _goes_on(message: Message, before: Attempt) -> bool:
    """Whether this attempt says all that the one before said: the next step, or the one she chose of several."""
    is_next = message.trace.get("deed") == Deed.STEP and message.card["source"]["article"] == before.article
    return is_next or (message.trace.get("reason") == "chosen" and not before.article)


def _outcome(message: Message) -> bool | None:
    """What this message says of the attempt before it."""
    if message.choice in ("no", "step:failed") or message.trace.get("reason") in FAILED:
        return False
    return True if message.choice == "yes" or message.trace.get("reason") == "agrees" else None
