"""Real questions that half-typed text may become: titles, also-asked wordings, what several people asked."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from answer_engine.evidence import Evidence
from answer_engine.shapes import Completion
from answer_engine.shelf import Shelf
from answer_engine.text import fold, is_same_language, normalised

ENOUGH_ASKERS = 2.0  # weight a past question needs to be shown to others: one person's words stay private
FEWEST_LETTERS = 2  # from which a beginning says something
MOST_READ = 25  # wordings compared per shelf
MOST_LOOKED_AT = 200  # until so many are found that may be shown
LEAST_COVERED = 0.5  # share of the typed words a completion must hold
LEAST_BESIDE_BEST = 0.8  # of what the best one holds
BEGINS_SAME = 1.0  # added when the completion begins with what was typed, more than any cover is
SAME_TOPIC = 0.2  # added for the reader's topic
FREQUENCY = 0.1  # times the logarithm of how often it was asked


def completions(typed: str, found: Iterable[Evidence], language: str, topic: str, limit: int) -> list[Completion]:
    """The best completions: first one of each document, then further ones; nothing twice, none for a single letter."""
    begun = fold(normalised(typed.strip()))
    if len(begun) < FEWEST_LETTERS:
        return []
    read = [(one, list(_shown(begun, one, language))) for one in _in_language(list(found), language)]
    best = max((float(one.wording_cover[row]) for one, rows in read for row in rows), default=0.0)
    enough = max(LEAST_COVERED, LEAST_BESIDE_BEST * best)
    ranked = sorted(
        (one for each, rows in read for one in _in_shelf(begun, each, rows, enough, topic)),
        key=lambda one: (-one[0], one[1].text),
    )
    return _each_document_first([completion for _, completion in ranked], limit)


def _in_language(found: list[Evidence], language: str) -> list[Evidence]:
    """What was read in the asker's language; all where nothing is written in it."""
    return [one for one in found if is_same_language(one.shelf.language, language)] or found


def _shown(begun: str, evidence: Evidence, language: str) -> Iterator[int]:
    """The wordings that begin so or hold most of what was typed, and may be shown; best first.

    What may not be shown, in another language or asked by one person only, takes no place of what may.
    """
    shelf, own = evidence.shelf, evidence.shelf.own_wording_count
    is_public = shelf.wording_weights >= ENOUGH_ASKERS
    is_public[:own] = True
    promise = evidence.wording_cover.copy()
    promise[:own] += BEGINS_SAME * (evidence.begun[shelf.owners[len(shelf.sections) :][:own]] > 0)
    fitting = np.flatnonzero((promise >= LEAST_COVERED) & is_public)
    order = fitting[np.lexsort((-shelf.wording_weights[fitting], -promise[fitting]))]
    shown = (row for row in order[:MOST_LOOKED_AT].tolist() if _may_be_shown(shelf, row, begun, language))
    return islice(shown, MOST_READ)


def _in_shelf(
    begun: str, evidence: Evidence, rows: Sequence[int], enough: float, topic: str
) -> Iterator[tuple[float, Completion]]:
    shelf = evidence.shelf
    for row in rows:
        wording, cover = shelf.wordings[row], float(evidence.wording_cover[row])
        begins_same = fold(normalised(wording.text)).startswith(begun)
        if begins_same or cover >= enough:
            own_topic = shelf.topic_names[shelf.topics[wording.document]]
            rank = cover + FREQUENCY * float(np.log1p(wording.weight)) + BEGINS_SAME * begins_same
            rank += SAME_TOPIC * bool(topic and own_topic == topic)
            yield rank, Completion(wording.text, shelf.ids[wording.document], own_topic)


def _may_be_shown(shelf: Shelf, row: int, begun: str, language: str) -> bool:
    """Whether the asker could have meant to type it: it is in her language, holds no number, and is not there yet."""
    wording = shelf.wordings[row]
    is_foreign = language and wording.language and not is_same_language(wording.language, language)
    is_private = wording.is_past and any(map(str.isdigit, wording.text))
    is_there = fold(normalised(wording.text)) == begun
    return not (shelf.hidden[wording.document] or is_foreign or is_private or is_there)


def _each_document_first(ranked: list[Completion], limit: int) -> list[Completion]:
    firsts: dict[str | None, Completion] = {}
    rest: dict[str, Completion] = {}
    for completion in ranked:
        if completion.document_id in firsts:
            rest.setdefault(completion.text, completion)
        else:
            firsts[completion.document_id] = completion
    texts = {completion.text for completion in firsts.values()}
    return [*firsts.values(), *(one for text, one in rest.items() if text not in texts)][:limit]
