"""What an agent is offered for a reply: what the engine finds for the customer, and what colleagues send most."""

from dataclasses import dataclass
from itertools import pairwise

from helpwell.answers.asking import Asker, ask, suggest
from helpwell.answers.found import Found
from helpwell.answers.log import Asked, record
from helpwell.answers.models import Question
from helpwell.answers.showing import PLAUSIBLE
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation, Message, Use
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Article, Translation

LIKELY = 0.5  # confidence below which what she said before may say more
SHOWN = 3  # a fourth would be read by nobody
FOUND = 8  # when an agent searches herself
LOOKED_AT = 10  # hits from which the best for agents are taken
USED_TO = 5  # uses after which an answer weighs half of what it can by use alone
BY_USE = 0.5  # what use may add to a place: the second, always sent, comes before the first, never sent


@dataclass(frozen=True)
class Suggestion:
    """An answer an agent may put into her reply."""

    translation: Translation
    sure: int | None  # of 100 such findings this many are right; None: the engine was not asked
    is_at_most: bool  # whether `sure` is only the most it can be: it came after those that were reckoned one by one
    use_count: int  # how often colleagues have sent it

    @property
    def is_canned(self) -> bool:
        """Whether it was written to be sent."""
        return self.translation.article.kind == Article.Kind.CANNED

    @property
    def is_plausible(self) -> bool:
        """Whether it is worth showing to somebody who has not searched."""
        return self.sure is None or self.sure >= PLAUSIBLE * 100

    @property
    def is_internal(self) -> bool:
        """Whether it was written for the team: agents read it, but it never goes into a reply."""
        return not self.is_canned and self.translation.article.visibility == Article.Visibility.INTERNAL


def suggestions_for(conversation: Conversation) -> list[Suggestion]:
    """The best for what she said since our last word; the log keeps the question once for each of her messages."""
    hers = list(conversation.messages.said().filter(kind=Message.Kind.FROM_CONTACT))
    if not hers:
        return []
    asker = Asker(_language(conversation), STAFF)
    found = _found(_unanswered(conversation, hers), hers, asker)
    if not conversation.is_sensitive:  # what is sensitive teaches nothing (G15)
        _keep(conversation, hers[-1], Asked(found.question, asker, None, Question.Surface.DESK), found)
    return _ranked(found)[:SHOWN]


def found_for(words: str, conversation: Conversation) -> list[Suggestion]:
    """What an agent's own words find; without words what colleagues send most."""
    language = _language(conversation)
    if words.strip():
        return _ranked(suggest(words, Asker(language, STAFF), limit=LOOKED_AT))[:FOUND]
    return _suggestions(Use.objects.most_used(Article.Kind.CANNED, language, FOUND))


def note_use(conversation: Conversation, translation: Translation) -> None:
    """An agent sent it: the question it was offered for led there."""
    question = Question.objects.filter(conversation=conversation, surface=Question.Surface.DESK).order_by("-pk").first()
    if question:
        question.open(translation, question.rank_of(translation))


def _language(conversation: Conversation) -> str:
    """The language she reads."""
    return conversation.language or conversation.contact.language or Site.current().default_language


def _unanswered(conversation: Conversation, hers: list[Message]) -> list[Message]:
    """Of her words those since our last one; her last one when there are none."""
    last_reply = conversation.messages.said().filter(kind=Message.Kind.REPLY).last()
    answered = last_reply.number if last_reply and last_reply.number else 0
    return [one for one in hers if (one.number or 0) > answered] or hers[-1:]


def _found(new: list[Message], hers: list[Message], asker: Asker) -> Found:
    """What her new words find. "Still nothing" says too little by itself: then with what it is about, said before."""
    found = ask(_joined(new), asker, limit=LOOKED_AT)
    if found.confidence >= LIKELY or new == hers:
        return found
    whole = ask(_joined([*hers[:SHOWN], *new]), asker, limit=LOOKED_AT)
    return whole if whole.confidence > found.confidence else found


def _joined(messages: list[Message]) -> str:
    return "\n".join(dict.fromkeys(message.text for message in messages))


def _keep(conversation: Conversation, message: Message, asked: Asked, found: Found) -> None:
    known = Question.objects.filter(conversation=conversation, surface=Question.Surface.DESK)
    if not known.filter(asked_at__gte=message.said_at).exists():
        question = record(asked, found)
        question.belong_to(conversation)


def _ranked(found: Found) -> list[Suggestion]:
    """By place, and by how often each was sent: what colleagues trust rises by at most one place."""
    suggestions = _suggestions([article.translation_id for article in found.articles], _chances(found))
    places = {one.translation.pk: place for place, one in enumerate(suggestions, start=1)}
    return sorted(suggestions, key=lambda one: -(1 / places[one.translation.pk] + BY_USE * _trust(one.use_count)))


def _trust(uses: int) -> float:
    return uses / (uses + USED_TO)


def _chances(found: Found) -> list[int]:
    """Of 100, by place: the engine says how likely the first, the first two, the first three hold the answer."""
    together = (0.0, *(found.chances or (found.confidence,)))
    return [round(max(0.0, more - less) * 100) for less, more in pairwise(together)]


def _suggestions(pks: list[int], chances: list[int] | None = None) -> list[Suggestion]:
    translations = Translation.objects.readable(STAFF).for_reading().in_bulk(pks)
    counts = Use.objects.counts(pks)
    most = chances[-1] if chances else None  # who comes later is no likelier than the last who was reckoned
    reckoned = dict(zip(pks, chances or [], strict=False))
    return [
        Suggestion(translations[pk], reckoned.get(pk, most), most is not None and pk not in reckoned, counts.get(pk, 0))
        for pk in pks
        if pk in translations
    ]
