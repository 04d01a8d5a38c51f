"""Find conversations by what was said in them, about whom, under which tags: the agents' search."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from helpwell.conversations.models import Conversation, Message, SearchText
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.conversations.searching.asked import Asked, asked
from helpwell.conversations.searching.excerpt import Piece, Sought, excerpt
from helpwell.conversations.searching.texts import MESSAGES, PARTS
from helpwell.people.models import User

NEWEST = 1000  # texts that are ranked; of words that stand in more, only the newest conversations can be meant
HALF_LIFE = 90  # days after which the freshness of a conversation counts half
SPARE = 5  # looked at beyond what is shown, for those that were merged into one she may not see
LASTING = 0.4  # share of the relevance that does not fade


@dataclass(frozen=True)
class Hit:
    """A conversation that was found, and the words that show why."""

    conversation: Conversation
    subject: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    message: Message | None  # where the excerpt stands; None: nothing was said yet


@dataclass(frozen=True)
class _Found:
    """A text of the index that holds what was asked."""

    text: int
    relevance: float
    changed_at: datetime
    conversation: int  # the one that is read: what was merged is found where it went

    @property
    def score(self) -> float:
        age = max(0.0, (timezone.now() - self.changed_at).total_seconds() / 86_400)
        freshness: float = 0.5 ** (age / HALF_LIFE)
        return self.relevance * (LASTING + (1 - LASTING) * freshness)


def search(words: str, user: User, limit: int = 20) -> list[Hit]:
    """The conversations she may see that hold all these words, the likeliest first. Any text may be asked.

    "two words" stand together; status:open, assignee:me, tag:lens and from:laura narrow; #123 is its number.
    """
    question = asked(words)
    texts = _texts_with(question, user)
    pks = list(dict.fromkeys([*_named(question), *texts, *_narrowed_only(question, user, limit)]))[: limit + SPARE]
    conversations = Conversation.objects.visible_to(user).whole().for_list(user).in_bulk(pks)
    shown = [conversations[pk] for pk in pks if pk in conversations][:limit]
    return _hits(shown, texts, Sought.of(question.terms))


def _texts_with(question: Asked, user: User) -> dict[int, int]:
    """Conversations in order of their score, each with the text that fits best."""
    if not question.terms:
        return {}
    visible = _narrowed(Conversation.objects.visible_to(user), question, user).filter(pk=OuterRef("conversation"))
    texts = SearchText.objects.holding(question).filter(Exists(visible)).order_by("-pk")
    rows = texts.annotate(
        changed_at=Subquery(visible.values("changed_at")),
        whole=Subquery(visible.values(_whole=Coalesce("merged_into", "pk"))),
    ).values_list("pk", "relevance", "changed_at", "whole")
    best: dict[int, int] = {}
    for found in sorted((_Found(*row) for row in rows[:NEWEST]), key=lambda found: -found.score):
        best.setdefault(found.conversation, found.text)
    return best


def _narrowed(conversations: ConversationQuerySet, question: Asked, user: User) -> ConversationQuerySet:
    """Those of which everything is true that was asked besides words."""
    for tag in question.tags:
        conversations = conversations.filter(tags__name__iexact=tag)
    for status in question.statuses:
        conversations = conversations.filter(status__in=_statuses(status))
    for name in question.assignees:
        conversations = conversations.filter(_assignee(name, user))
    return conversations


def _statuses(typed: str) -> list[str]:
    """The status of this name, in the language of the code or of the reader."""
    return [value for value, label in Conversation.Status.choices if typed.lower() in (value, str(label).lower())]


def _assignee(typed: str, user: User) -> Q:
    if typed.lower() in {"me", "none"}:
        return Q(assignee=user if typed.lower() == "me" else None)
    return Q(assignee__name__istartswith=typed) | Q(assignee__email__iexact=typed)


def _named(question: Asked) -> list[int]:
    return [question.number] if question.number else []


def _narrowed_only(question: Asked, user: User, limit: int) -> Iterable[int]:
    """Without any words: the newest of which the rest is true."""
    if question.terms or question.is_empty:
        return []
    newest = _narrowed(Conversation.objects.visible_to(user).whole(), question, user).order_by("-changed_at")
    return newest.values_list("pk", flat=True)[:limit]


def _hits(conversations: list[Conversation], texts: dict[int, int], sought: Sought) -> list[Hit]:
    keys = {one.pk: texts.get(one.pk, one.pk * PARTS) for one in conversations}
    messages = _messages_of(set(keys.values()))
    hits = []
    for one in conversations:
        said = max(messages.get(keys[one.pk], []), key=lambda message: sought.count_in(message.text), default=None)
        words = excerpt(said.text if said else "", sought)
        hits.append(Hit(one, excerpt(str(one), sought), words, said))
    return hits


def _messages_of(texts: Collection[int]) -> dict[int, list[Message]]:
    """What was said in each of these texts of the index, in its order."""
    said: dict[int, list[Message]] = {}
    text = F("conversation_id") * PARTS + F("number") / MESSAGES
    messages = Message.objects.said().filter(conversation__in={text // PARTS for text in texts}).annotate(in_text=text)
    for message in messages.filter(in_text__in=texts):
        said.setdefault(message.conversation_id * PARTS + (message.number or 0) // MESSAGES, []).append(message)
    return said
