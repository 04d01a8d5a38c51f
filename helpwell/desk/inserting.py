"""Answers on their way into a reply: as words or as a link, and afterwards what was really sent of them."""

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from helpwell.answers.suggesting import Suggestion, note_use
from helpwell.conversations.filling import fill
from helpwell.conversations.models import Conversation, Message, Use
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.addresses import lasting_url
from helpwell.knowledge.letter import as_letter
from helpwell.knowledge.models import Article, Translation
from helpwell.people.models import User

LONG = 900  # letters; of a longer article the beginning is said and the rest is behind its link
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
        Offer(one, "" if one.is_internal else words_of(one.translation, conversation, agent), _link(one.translation))
        for one in suggestions
    ]


def words_of(translation: Translation, conversation: Conversation, agent: User) -> str:
    """An answer as one says it in a letter; a canned response with its gaps filled."""
    live = translation.live
    if live is None:
        return ""
    parts = [live.summary.strip(), as_letter(live.body)]
    text = "\n\n".join(part for part in parts if part)
    if translation.article.kind == Article.Kind.CANNED:
        return fill(text, conversation, agent)
    return text if len(text) <= LONG else f"{_beginning(text)}\n\n{_link(translation)}".strip()


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
        link = _link(translation)
        return float(bool(link) and link in message.text)
    inserted = words_of(translation, message.conversation, agent).split()
    return LCSseq.similarity(inserted, message.text.split()) / len(inserted) if inserted else 0.0


def _beginning(text: str) -> str:
    """Whole paragraphs, as many as fit; at least the first."""
    first, *others = text.split("\n\n")
    for paragraph in others:
        if len(first) + len(paragraph) > LONG:
            break
        first += f"\n\n{paragraph}"
    return first


def _link(translation: Translation) -> str:
    is_public = translation.article.visibility == Article.Visibility.PUBLIC
    return lasting_url(translation.article.public_id, translation.language) if is_public else ""
