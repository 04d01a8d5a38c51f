"""Find conversations by what was said in them, about whom, under which tags: the agents' search."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from helpwell.base.planning import planned_each_time
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Message, SearchText
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.conversations.naming import know_names
from helpwell.conversations.searching.asked import Asked, asked
from helpwell.conversations.searching.excerpt import Piece, Sought, excerpt
from helpwell.conversations.searching.index import terms_of
from helpwell.conversations.searching.texts import MESSAGES, PARTS
from helpwell.people.models import User

NEWEST = 1000  # texts that are ranked; of words that stand in more, only the newest conversations can be meant
FEW = 100  # of them; when she may see no more, the rest is looked through for what she may
HALF_LIFE = timedelta(days=90)  # after which the freshness of a conversation counts half
SPARE = 5  # looked at beyond what is shown, for those that were merged into one she may not see
LASTING = 0.4  # share of the relevance that does not fade

Rows = list[tuple[int, float, datetime, int]]


@dataclass(frozen=True)
class Words:
    """A message as a search looks through it."""

    conversation: int
    number: int
    kind: str
    text: str

    @property
    def is_note(self) -> bool:
        """Whether only colleagues may read it."""
        return self.kind == Message.Kind.NOTE


@dataclass(frozen=True)
class Hit:
    """A conversation that was found, and the words that show why."""

    conversation: Conversation
    subject: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    message: Words | None  # where the excerpt stands; None: nothing was said yet


def search(words: str, user: User, limit: int = 20) -> list[Hit]:
    """The conversations she may see that hold all these words, the likeliest first. Any text may be asked.

    "two words" stand together; status:open, assignee:me, tag:lens and from:laura narrow; #123 is its number.
    """
    question = asked(words)
    texts = _texts_with(question, user)
    pks = list(dict.fromkeys([*_named(question), *texts, *_narrowed_only(question, user, limit)]))[: limit + SPARE]
    conversations = {one.pk: one for one in _shown(tuple(pks), user.pk, role=user.role)}
    shown = [conversations[pk] for pk in pks if pk in conversations][:limit]
    know_names(shown)
    return _hits(shown, texts, Sought.of(question.terms))


@written_once
def _shown(pks: tuple[int, ...], reader: int, *, role: str) -> ConversationQuerySet:
    """Those she may see, with what a row of a list shows."""
    user = User(pk=reader, role=role)
    return Conversation.objects.visible_to(user).filter(pk__in=pks).whole().for_list(user)


def _texts_with(question: Asked, user: User) -> dict[int, int]:
    """Conversations in order of their score, each with the text that fits best."""
    if not question.terms:
        return {}
    now = timezone.now()
    with planned_each_time():
        rows = _narrowly_matching(question, user) if question.is_narrowed else _matching(terms_of(question), user)
    best: dict[int, int] = {}
    for text, _relevance, _changed_at, conversation in sorted(rows, key=lambda row: -_score(row[1], now - row[2])):
        best.setdefault(conversation, text)
    return best


def _score(relevance: float, age: timedelta) -> float:
    """The likelier it is meant, the higher."""
    freshness: float = 0.5 ** (max(0.0, age / HALF_LIFE))
    return relevance * (LASTING + (1 - LASTING) * freshness)


def _narrowly_matching(question: Asked, user: User) -> Rows:
    return list(_among(terms_of(question), _narrowed(Conversation.objects.visible_to(user), question, user)))


def _matching(terms: str, user: User) -> Rows:
    """Whether she may see them is asked of the newest only: mostly she may, and to ask it of all takes longest."""
    newest = _newest(terms, user.pk, role=user.role, only_hers=False)
    rows = [row for row in newest if row[-1]]
    if len(newest) == NEWEST and len(rows) < FEW:
        return _newest(terms, user.pk, role=user.role, only_hers=True)
    return rows


@written_once
def _newest(terms: str, reader: int, *, role: str, only_hers: bool) -> QuerySet[Any, Any]:
    """Among all texts or only those she may see; of what she may not see, the conversation is None."""
    visible = Conversation.objects.visible_to(User(pk=reader, role=role))
    return _among(terms, visible) if only_hers else _rows(SearchText.objects.holding(terms), visible)


def _among(terms: str, conversations: ConversationQuerySet) -> QuerySet[Any, Any]:
    """Of the texts of these conversations only."""
    texts = SearchText.objects.holding(terms)
    return _rows(texts.filter(Exists(conversations.filter(pk=OuterRef("conversation")))), conversations)


def _rows(texts: QuerySet[SearchText], conversations: ConversationQuerySet) -> QuerySet[Any, Any]:
    """The newest texts: key, relevance, last change, and the conversation that is read.

    What was merged is found where it went.
    """
    its = conversations.filter(pk=OuterRef("conversation"))
    changed_at, whole = its.values("changed_at"), its.values(_whole=Coalesce("merged_into", "pk"))
    found = texts.annotate(changed_at=Subquery(changed_at), whole=Subquery(whole)).order_by("-pk")
    return found.values_list("pk", "relevance", "changed_at", "whole")[:NEWEST]


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


def _messages_of(texts: Collection[int]) -> dict[int, list[Words]]:
    """What was said in each of these texts of the index, in its order."""
    said: dict[int, list[Words]] = {text: [] for text in texts}
    for row in _said_in(tuple({text // PARTS for text in texts}), tuple(texts)):
        words = Words(*row)
        said[words.conversation * PARTS + words.number // MESSAGES].append(words)
    return said


@written_once
def _said_in(conversations: tuple[int, ...], texts: tuple[int, ...]) -> QuerySet[Any, Any]:
    text = F("conversation_id") * PARTS + F("number") / MESSAGES
    said = Message.objects.said().filter(conversation__in=conversations).annotate(in_text=text)
    return said.filter(in_text__in=texts).values_list("conversation", "number", "kind", "text")
