"""`./run bench search`: how fast the engine finds answers while somebody types, and what it needs for that."""

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from answer_engine import Answer, AnswerEngine, Document, PastQuestion, learn_apart
from bench.articles import SHOWN, articles, findable, half_typed
from bench.figures import Figure, Sheet, calibrate, finish, percentile, resident_megabytes
from bench.serving import Server, serving

T = TypeVar("T")

FULL, SMALL = 2_000, 400  # questions asked per figure
WARM_UP = 8  # seconds of typing before the measured ones


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints a line per figure and one summary; ends with 1 when a goal was missed."""
    options = _options(arguments)
    sheet = Sheet("bench search")
    calibrate(sheet)
    in_process(sheet, options.passages, SMALL if options.small else FULL)
    whole_questions(sheet, SMALL if options.small else FULL)
    over_http(sheet, min(options.passages, 10_000), 15 if options.small else 60)
    finish(sheet)


def in_process(sheet: Sheet, count: int, asked: int) -> None:
    """The engine alone: building, typing, changing one article."""
    documents = articles(count)
    before = resident_megabytes()
    engine, seconds = _timed(lambda: AnswerEngine.build(documents, languages=("de", "en")))
    sheet.add(Figure(f"index of {count} articles built in", seconds, "s", 10 * max(1, count / 10_000)))
    gc.collect()
    sheet.add(Figure(f"memory of the index of {count} articles", resident_megabytes() - before, "MB"))
    for name, slips in (("prefix", False), ("prefix with slips", True)):
        _typing(sheet, engine, name, half_typed(documents, asked, slips=slips), count)
    sheet.add(Figure("prefixes that a perfect engine would find in the first five", findable(documents, asked), ""))
    changed = replace(documents[0], body=f"{documents[0].body} Zebrastreifen")
    newer, seconds = _timed(lambda: engine.updated([changed]))
    _, first = _timed(lambda: newer.ask("Zebrastreifen"))
    sheet.add(Figure("one changed article live in", seconds + first, "s", 1.0))


def over_http(sheet: Sheet, count: int, seconds: int) -> None:
    """Sixteen people type into a real server that has served others before; their own process measures."""
    with serving(count) as server:
        _typed(server, count, WARM_UP, seed=5)
        before = server.processor_seconds
        took = _typed(server, count, seconds, seed=6)
        computed = (server.processor_seconds - before) / len(took)
        resident, own = server.memory, server.own_memory
    sheet.add(Figure(f"as you type over HTTP at {count} articles, requests", len(took) / seconds, "1/s"))
    sheet.add(Figure(f"as you type over HTTP at {count} articles, computed a request", computed * 1000, "ms"))
    sheet.add(Figure(f"memory of the server with {count} articles, resident", resident, "MB", 512))
    sheet.add(Figure(f"memory of the server with {count} articles, its share", own, "MB"))
    sheet.add(Figure(f"as you type over HTTP at {count} articles, median", percentile(took, 50), "ms"))
    sheet.add(Figure(f"as you type over HTTP at {count} articles, p99", percentile(took, 99), "ms", 60))


def _typed(server: Server, count: int, seconds: int, seed: int) -> list[float]:
    """Seconds that each letter's answer took."""
    questions = [text for text, _document in half_typed(articles(count), 2_000, seed, slips=True)]
    typists = [sys.executable, "-m", "bench.typists", str(server.port), str(seconds)]
    typed = subprocess.run(typists, input=json.dumps(questions), capture_output=True, text=True, check=True)
    return [milliseconds / 1000 for milliseconds in json.loads(typed.stdout)]


def whole_questions(sheet: Sheet, asked: int) -> None:
    """Whole questions to 2,000 articles, with what 10,000 past questions taught."""
    documents = articles(2_000, seed=3)
    past = [PastQuestion(text, document.id, document.language) for text, document in half_typed(documents, 10_000, 4)]
    learned, took = _timed(partial(learn_apart, documents, past))
    sheet.add(Figure("learning 10,000 past questions in a process of its own", took, "s", 15))
    engine, seconds = AnswerEngine.build(documents, past).taught(learned), []
    gc.collect()
    gc.freeze()  # as in a server, when an engine takes over
    for text, document in half_typed(documents, asked, 5, slips=True):
        _, one = _timed(partial(engine.ask, text, language=document.language))
        seconds.append(one)
    name = "ask at 2,000 articles and 10,000 past questions, taught"
    sheet.add(Figure(f"{name}, median", percentile(seconds, 50), "ms", 4))
    sheet.add(Figure(f"{name}, p99", percentile(seconds, 99), "ms", 15))


def _typing(sheet: Sheet, engine: AnswerEngine, name: str, typed: Iterable[tuple[str, Document]], count: int) -> None:
    seconds, found, before = [], [], time.process_time()
    for text, document in typed:
        answer, one = _timed(partial(engine.suggest, text, language=document.language))
        seconds.append(one)
        found.append(_holds(answer, document))
    goal = 20 if count <= 10_000 else 30 if count <= 100_000 else 120
    sheet.add(Figure(f"as you type, {name}: median", percentile(seconds, 50), "ms"))
    sheet.add(Figure(f"as you type, {name}: p99", percentile(seconds, 99), "ms", goal))
    computed, least = (time.process_time() - before) / len(found), 0.98 if count <= 100_000 else 0.95
    sheet.add(Figure(f"as you type, {name}: computed a letter", computed * 1000, "ms"))
    sheet.add(Figure(f"as you type, {name}: right one in the first five", sum(found) / len(found), "", least, True))


def _holds(answer: Answer, document: Document) -> bool:
    return document.title in [hit.passage.title for hit in answer.hits[:SHOWN]]


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = do()
    return result, time.perf_counter() - start


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench search", description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000, metavar="N", help="articles to search, default 10000")
    parser.add_argument("--small", action="store_true", help="fewer questions: at most three minutes")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
