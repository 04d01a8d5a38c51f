"""An article as the assistant gives it: its own short words, where they come from, and what she may say to them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from helpwell.base.prepared import written_once
from helpwell.bot import phrases
from helpwell.bot.facts import Decision
from helpwell.bot.steps import steps_of
from helpwell.bot.turn import Turn
from helpwell.conversations.card import Card, Source
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.addresses import lasting_url
from helpwell.knowledge.models import Translation

SHORT = 600  # letters of an article that a chat message holds; the rest is behind its link


class ArticleGone(LookupError):
    """Not everybody may read it, or there never was such an article: a browser can make up an id."""


@dataclass(frozen=True)
class Words:
    """What will be said, and what the trace keeps about it."""

    text: str
    card: Card
    about: dict[str, Any] = field(default_factory=dict)
    translations: tuple[Translation, ...] = ()  # that are shown, best first


def answer(turn: Turn, decision: Decision) -> Words:
    """The first article of the decision. Raises `ArticleGone`."""
    translation = articles(decision.articles, turn.language)[0]
    steps = steps_of(body(translation))
    walk = (phrases.walk_through(decision.articles[0]),) if steps else ()
    yes, no, person = phrases.yes_and_no()
    asks = phrases.did_it_help_or_person(turn.waits) if decision.offers_person else phrases.did_it_help()
    choices, offers_person = (yes, no, *walk, person), decision.offers_person
    card = Card(source=source(translation, turn.language), choices=choices, offers_person=offers_person)
    return Words(f"{_short(translation, steps)}\n\n{asks}", card, translations=(translation,))


def articles(names: tuple[str, ...], language: str) -> list[Translation]:
    """The articles with these public ids in their order, each in her language if it has that. Raises `ArticleGone`."""
    by_id: dict[str, Translation] = {}
    for row in _for_everybody(names):
        if row.language == language or row.article.public_id not in by_id:
            by_id[row.article.public_id] = row
    if len(by_id) < len(set(names)):
        raise ArticleGone
    return [by_id[name] for name in names]


@written_once
def _for_everybody(articles: tuple[str, ...]) -> QuerySet[Translation]:
    readable = Translation.objects.readable(PUBLIC).filter(article__public_id__in=articles)
    return readable.select_related("article", "live")


def source(translation: Translation, language: str) -> Source:
    """Where the words are from, for a reader of `language`."""
    public_id = translation.article.public_id
    number = translation.live.number if translation.live else 0
    return Source(public_id, translation.language, title(translation), lasting_url(public_id, language), number)


def title(translation: Translation) -> str:
    """As it is published."""
    return translation.live.title if translation.live else ""


def body(translation: Translation) -> str:
    """As it is published, in HTML."""
    return translation.live.body if translation.live else ""


def _short(translation: Translation, steps: list[str]) -> str:
    """The short answer, or how the article begins, its steps numbered, cut between paragraphs."""
    live = translation.live
    if live is None:
        return ""
    if live.summary.strip():
        return live.summary.strip()
    kept, numbered = "", {step: f"{number}. {step}" for number, step in enumerate(steps, start=1)}
    for block in live.text.split("\n\n"):
        paragraph = numbered.get(block, block.removeprefix("# "))
        if kept and len(kept) + len(paragraph) > SHORT:
            break
        kept += ("\n\n" if kept else "") + paragraph
    return kept if len(kept) <= SHORT else kept[:SHORT].rsplit(" ", 1)[0] + " …"
