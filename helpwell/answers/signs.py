"""Signs in what people did that one word means another.

Two count. Somebody types a word that stands nowhere in the article she then opens, nor any other word of its title; or
finds nothing, asks again with another word, and opens something. Each visitor counts once, and of a question's words
only the one that tells most.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from helpwell.answers.clicks import Click
from helpwell.answers.meaning import Rarity, Word, nearness
from helpwell.answers.opened import OpenedArticles

LEAST_VISITORS = 3  # different ones, who did the same
CHANCE = 0.01  # how likely it may be that clicks fell on that article by chance
LEAST_SHARE = 0.5  # of the weighed clicks after a word that must go to one article
NEXT_TRY = timedelta(minutes=5)  # a question asked within this time after another is a new wording of it

Openings = dict[int, dict[str, float]]  # article -> visitor -> how much her click weighs
Signs = dict[tuple[str, str], "Sign"]  # stem of the word, and what it may mean


@dataclass
class Sign:
    """Why a word may mean another."""

    visitors: set[str] = field(default_factory=set)
    article: str = ""  # title of what they opened
    typed: Counter[str] = field(default_factory=Counter)  # the word as people wrote it


def signs_of_clicks(clicks: list[Click], articles: OpenedArticles) -> Signs:
    """Words that lead to one article far more often than chance would, though it does not hold them."""
    opened: dict[str, Openings] = defaultdict(lambda: defaultdict(dict))
    typed: dict[str, Counter[str]] = defaultdict(Counter)
    openers: dict[int, set[str]] = defaultdict(set)
    rarity = Rarity(frozenset(word.stem for word in click.words) for click in clicks)
    for click in clicks:
        if click.translation is not None and click.translation in articles.words:
            openers[click.translation].add(click.visitor)
            if click.words and not articles.names(click.words, click.translation):
                word = max(click.words, key=lambda word: (rarity.of(word.stem), len(word.text), word.text))
                typed[word.stem][word.text] += 1
                weights = opened[word.stem][click.translation]
                weights[click.visitor] = max(weights.get(click.visitor, 0.0), click.weight)
    everybody = len(set().union(*openers.values()))
    return {
        (stem, says): Sign(set(openings[pk]), articles.titles[pk], typed[stem])
        for stem, openings in opened.items()
        if (pk := _preferred(openings)) is not None
        and articles.misses(stem, typed[stem], pk)
        and (says := articles.says(pk))
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


def signs_of_second_tries(clicks: list[Click]) -> Signs:
    """One word given up for another: only the first try opened nothing, and the rest of the wording stayed."""
    signs: Signs = defaultdict(Sign)
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
