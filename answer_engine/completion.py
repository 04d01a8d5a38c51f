"""Real questions that half-typed text may become: titles, also-asked wordings, what several people asked."""

from collections.abc import Iterable, Iterator

import numpy as np

from answer_engine.evidence import Evidence
from answer_engine.ranking import is_same_language
from answer_engine.shapes import Completion
from answer_engine.shelf import Wording
from answer_engine.text import fold, normalised

ENOUGH_ASKERS = 2.0  # weight a past question needs to be shown to others: one person's words stay private
FEWEST_LETTERS = 2  # from which a beginning says something
MOST_READ = 25  # wordings looked at per shelf
LEAST_COVERED = 0.5  # share of the typed words a completion must hold
LEAST_BESIDE_BEST = 0.8  # of what the best one holds
BEGINS_SAME = 0.5  # added when the completion begins with what was typed
SAME_TOPIC = 0.2  # added for the reader's topic
FREQUENCY = 0.1  # times the logarithm of how often it was asked


def completions(typed: str, found: Iterable[Evidence], language: str, topic: str, limit: int) -> list[Completion]:
    """The best completions: first one of each document, then further ones; nothing twice, none for a single letter."""
    begun, evidence = fold(normalised(typed.strip())), _in_language(list(found), language)
    if len(begun) < FEWEST_LETTERS:
        return []
    best = max((float(one.wording_cover.max(initial=0)) for one in evidence), default=0.0)
    enough = max(LEAST_COVERED, LEAST_BESIDE_BEST * best)
    ranked = sorted(
        (one for each in evidence for one in _in_shelf(begun, each, enough, language, topic)),
        key=lambda one: (-one[0], one[1].text),
    )
    return _each_document_first([completion for _, completion in ranked], limit)


def _in_language(found: list[Evidence], language: str) -> list[Evidence]:
    """What was read in the asker's language; all where nothing is written in it."""
    return [one for one in found if is_same_language(one.shelf.language, language)] or found


def _in_shelf(
    begun: str, evidence: Evidence, enough: float, language: str, topic: str
) -> Iterator[tuple[float, Completion]]:
    shelf = evidence.shelf
    fitting = np.flatnonzero(evidence.wording_cover >= enough)
    order = np.lexsort((-shelf.wording_weights[fitting], -evidence.wording_cover[fitting]))
    for row in fitting[order][:MOST_READ]:
        wording = shelf.wordings[row]
        if shelf.hidden[wording.document] or not _may_be_shown(wording, begun, language):
            continue
        own_topic = shelf.topic_names[shelf.topics[wording.document]]
        rank = float(evidence.wording_cover[row]) + FREQUENCY * float(np.log1p(wording.weight))
        rank += BEGINS_SAME * fold(normalised(wording.text)).startswith(begun)
        rank += SAME_TOPIC * bool(topic and own_topic == topic)
        yield rank, Completion(wording.text, shelf.ids[wording.document], own_topic)


def _may_be_shown(wording: Wording, begun: str, language: str) -> bool:
    """Whether the asker could have meant to type it: it is in her language, nobody's secret, and not there yet."""
    is_foreign = language and wording.language and not is_same_language(wording.language, language)
    is_private = wording.is_past and (wording.weight < ENOUGH_ASKERS or any(map(str.isdigit, wording.text)))
    return not is_foreign and not is_private and fold(normalised(wording.text)) != begun


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
