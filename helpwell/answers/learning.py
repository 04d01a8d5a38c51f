"""Proposes synonyms from what people typed and then opened; nothing works before an editor approves it.

Two signs count. Somebody types a word that stands nowhere in the article she then opens, nor any other word of its
title; or finds nothing, asks again with another word, and opens something. Each visitor counts once, and of a
question's words only the one that tells most. A click on the third hit tells more than one on the first, which many
open only because it is first (position bias: Craswell et al. 2008), so it weighs more.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils import translation
from django.utils.translation import gettext as _

from helpwell.answers.meaning import Rarity, Word, content_words, nearness
from helpwell.answers.models import Question, Synonym
from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.knowledge.models import Phrasing, Translation

DAYS = 90  # how far back the log is read
LEAST_VISITORS = 3  # different ones, who did the same
CHANCE = 0.01  # how likely it may be that clicks fell on that article by chance
LEAST_SHARE = 0.5  # of the weighed clicks after a word that must go to one article
NEXT_TRY = timedelta(minutes=5)  # a question asked within this time after another is a new wording of it
WRONG = frozenset({Question.Result.CONTRADICTED, Question.Result.HANDED_OVER, Question.Result.REOPENED})
LOOKED_AT = 0.7  # rank r is looked at with probability r ** -LOOKED_AT


Openings = dict[int, dict[str, float]]  # article -> visitor -> how much her click weighs


@dataclass(frozen=True)
class Click:
    """Somebody's question and what she opened."""

    visitor: str
    words: tuple[Word, ...]
    translation: int | None
    weight: float
    asked_at: datetime


@dataclass
class Sign:
    """Why a word may mean another."""

    visitors: set[str] = field(default_factory=set)
    article: str = ""  # title of what they opened
    typed: Counter[str] = field(default_factory=Counter)  # the word as people wrote it


def propose_synonyms() -> int:
    """Read the log and propose what it shows; how many new proposals."""
    site = Site.current()
    with translation.override(interface_language(site.default_language)):
        return sum(_propose(language) for language in site.languages)


def _propose(language: str) -> int:
    clicks = list(_clicks(language))
    explained = set(Synonym.objects.active().filter(language=language).values_list("word", flat=True))
    shelf = _Shelf(language, {click.translation for click in clicks if click.translation})
    signs = _signs_of_clicks(clicks, shelf) | _signs_of_second_tries(clicks)
    pairs = {(sign.typed.most_common(1)[0][0], meaning): sign for (_stem, meaning), sign in signs.items()}
    return sum(
        Synonym.propose(language, word[:80], meaning[:80], _evidence(word, sign)[:300])
        for (word, meaning), sign in sorted(pairs.items(), key=lambda pair: -len(pair[1].visitors))
        if len(sign.visitors) >= LEAST_VISITORS and word not in explained
    )


def _evidence(word: str, sign: Sign) -> str:
    count = len(sign.visitors)
    if sign.article:
        return _("%(count)d different people typed “%(word)s” and then opened “%(article)s”.") % {
            "count": count, "word": word, "article": sign.article,
        }  # fmt: skip
    return _("%(count)d different people typed “%(word)s”, found nothing they wanted, and tried this word instead.") % {
        "count": count, "word": word,
    }  # fmt: skip


def _clicks(language: str) -> Iterator[Click]:
    rows = (
        Question.objects.asked_within(DAYS)
        .filter(language=language, visitor__isnull=False)
        .exclude(text="")
        .order_by("visitor_id", "asked_at", "pk")
        .values_list("visitor_id", "text", "opened_id", "opened_rank", "asked_at", "outcome", "opened__language")
    )
    for visitor, text, opened, rank, asked_at, outcome, opened_in in rows.iterator(chunk_size=2000):
        weight = (rank or 1) ** LOOKED_AT
        helped = opened if opened_in == language and outcome not in WRONG else None
        yield Click(str(visitor), tuple(content_words(text, language)), helped, weight, asked_at)


class _Shelf:
    """The words of the articles that were opened."""

    def __init__(self, language: str, translations: Iterable[int]) -> None:
        self.titles: dict[int, str] = {}
        self.words: dict[int, Counter[str]] = {}  # stems
        self.texts: dict[int, set[str]] = {}
        self.in_title: dict[int, list[Word]] = {}
        asked = defaultdict(list)
        for pk, text in Phrasing.objects.filter(translation__in=list(translations)).values_list("translation", "text"):
            asked[pk].append(text)
        rows = Translation.objects.published().filter(pk__in=list(translations))
        for pk, title, text in rows.values_list("pk", "live__title", "live__text"):
            self.titles[pk] = title
            self.in_title[pk] = content_words(title, language)
            everything = "\n".join([title, text, *asked[pk]])
            words = content_words(everything, language)
            self.words[pk] = Counter(word.stem for word in words)
            self.texts[pk] = {word.text for word in words}
        self.holding = Counter(stem for words in self.words.values() for stem in words)

    def misses(self, stem: str, typed: Counter[str], pk: int) -> bool:
        """Whether the article has neither the word nor one like it, in any form."""
        stems, texts = self.words[pk], self.texts[pk]
        has_stem = any(nearness(stem, other) for other in stems)
        return not has_stem and not any(nearness(text, other) for text in typed for other in texts)

    def names(self, words: Iterable[Word], pk: int) -> bool:
        """Whether any of these words stands in the title: then nothing else was needed to find it."""
        return any(nearness(word.stem, own.stem) for word in words for own in self.in_title[pk])

    def says(self, pk: int) -> str:
        """The word of its title that tells most about it: frequent here, rare elsewhere."""
        rare = {
            word.text: self.words[pk][word.stem] * math.log((1 + len(self.words)) / self.holding[word.stem])
            for word in self.in_title[pk]
        }
        return max(rare, key=lambda text: (rare[text], len(text)), default="")


def _signs_of_clicks(clicks: list[Click], shelf: _Shelf) -> dict[tuple[str, str], Sign]:
    """Words that lead to one article far more often than chance would, though it does not hold them."""
    opened: dict[str, Openings] = defaultdict(lambda: defaultdict(dict))
    typed: dict[str, Counter[str]] = defaultdict(Counter)
    openers: dict[int, set[str]] = defaultdict(set)
    rarity = Rarity(frozenset(word.stem for word in click.words) for click in clicks)
    for click in clicks:
        if click.translation is not None and click.translation in shelf.words:
            openers[click.translation].add(click.visitor)
            if click.words and not shelf.names(click.words, click.translation):
                word = max(click.words, key=lambda word: (rarity.of(word.stem), len(word.text), word.text))
                typed[word.stem][word.text] += 1
                weights = opened[word.stem][click.translation]
                weights[click.visitor] = max(weights.get(click.visitor, 0.0), click.weight)
    everybody = len(set().union(*openers.values()))
    return {
        (stem, says): Sign(set(openings[pk]), shelf.titles[pk], typed[stem])
        for stem, openings in opened.items()
        if (pk := _preferred(openings)) is not None
        and shelf.misses(stem, typed[stem], pk)
        and (says := shelf.says(pk))
        and _by_chance(len(openings[pk]), _askers(openings), len(openers[pk]) / everybody) < CHANCE
    }


def _preferred(openings: Openings) -> int | None:
    """The article that at least half of the weighed clicks go to, by enough visitors; None when there is none."""
    weights = {pk: sum(visitors.values()) for pk, visitors in openings.items()}
    best = max(weights, key=lambda pk: (weights[pk], -pk))
    is_clear = weights[best] >= LEAST_SHARE * sum(weights.values())
    return best if is_clear and len(openings[best]) >= LEAST_VISITORS else None


def _askers(openings: Openings) -> int:
    return len({visitor for visitors in openings.values() for visitor in visitors})


def _by_chance(hits: int, tries: int, usual: float) -> float:
    """How likely at least `hits` of `tries` visitors open an article that a share of `usual` opens anyway."""
    usual = min(usual, 0.9)
    return sum(math.comb(tries, n) * usual**n * (1 - usual) ** (tries - n) for n in range(hits, tries + 1))


def _signs_of_second_tries(clicks: list[Click]) -> dict[tuple[str, str], Sign]:
    """One word given up for another: only the first try opened nothing, and the rest of the wording stayed."""
    signs: dict[tuple[str, str], Sign] = defaultdict(Sign)
    for first, second in pairwise(clicks):
        if _is_second_try(first, second):
            given_up, taken = _only_in(first.words, second.words), _only_in(second.words, first.words)
            if len(given_up) == len(taken) == 1 and given_up[0].stem != taken[0].stem:
                sign = signs[given_up[0].stem, taken[0].text]
                sign.visitors.add(first.visitor)
                sign.typed[given_up[0].text] += 1
    return signs


def _is_second_try(first: Click, second: Click) -> bool:
    """The same visitor soon after, and only now she opened something."""
    in_time = first.visitor == second.visitor and second.asked_at - first.asked_at <= NEXT_TRY
    return in_time and first.translation is None and second.translation is not None


def _only_in(words: Iterable[Word], others: Iterable[Word]) -> list[Word]:
    return [word for word in words if not any(nearness(word.stem, other.stem) for other in others)]
