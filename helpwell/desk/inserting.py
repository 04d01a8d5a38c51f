"""Answers on their way into a reply: as words or as a link, and afterwards what was really sent of them."""

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from helpwell.answers.suggesting import Suggestion, note_use
from helpwell.conversations.models import Conversation, Message, Use
from helpwell.conversations.saying import link_of, words_of
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Translation
from helpwell.people.models import User

LEFT = 0.5  # of its words must still be there, or it was put in and taken out again


@dataclass(frozen=True)
class Offer:
    """A suggestion, ready to be put into this conversation's reply."""

    suggestion: Suggestion
    text: str  # "" when it must not be said to a customer
    link: str  # "" when she could not open it


def offers(suggestions: list[Suggestion], conversation: Conversation, agent: User) -> list[Offer]:
    """What was written for the team is shown to agents, and has no words to insert."""
    return [
        Offer(one, "" if one.is_internal else words_of(one.translation, conversation, agent), link_of(one.translation))
        for one in suggestions
    ]


def note_uses(message: Message, used: list[tuple[int, str]], agent: User) -> None:
    """Keep what of the inserted answers was sent, and whether the agent changed their words."""
    found = Translation.objects.readable(STAFF).for_reading().in_bulk([pk for pk, _form in used])
    for pk, form in dict.fromkeys(used):
        if (translation := found.get(pk)) and (left := _left(message, translation, form, agent)) >= LEFT:
            Use.objects.create(
                message=message, translation=translation, revision=translation.live, form=form, is_edited=left < 1
            )
            note_use(message.conversation, translation)


def _left(message: Message, translation: Translation, form: str, agent: User) -> float:
    """How much of it the message still says, 0..1: its words in their order."""
    if form == Use.Form.LINK:
        link = link_of(translation)
        return float(bool(link) and link in message.text)
    inserted = words_of(translation, message.conversation, agent).split()
    return LCSseq.similarity(inserted, message.text.split()) / len(inserted) if inserted else 0.0
