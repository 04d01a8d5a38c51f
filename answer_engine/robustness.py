"""How answers hold up: misspelt questions beside their clean form, half-typed ones, few past questions."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from answer_engine.records import AskedQuestion, read_records
from answer_engine.shapes import PastQuestion

EXAMPLES = (0, 1, 3, 5, 10, 30)  # past questions per document on the learning curve

Record = Mapping[str, object]


def misspelt(bench: Path, name: str) -> dict[str, list[AskedQuestion]]:
    """The misspelt questions of a set by the kind of slip, each kind beside what was meant."""
    records = _of_set(bench / "derived" / "typo_dev.jsonl", name)
    slips = _grouped(records, lambda record: f"slips: {record['kind']}", "text")
    clean = _grouped(records, lambda record: f"slips: {record['kind']}, clean", "clean")
    return dict(sorted((slips | clean).items()))


def half_typed(bench: Path, name: str) -> dict[str, list[AskedQuestion]]:
    """The half-typed questions of a set by how much was typed, with and without slips."""
    records = _of_set(bench / "derived" / "prefix_dev.jsonl", name)
    return _grouped(records, lambda record: f"typed {record['frac']}{' slips' if record['typo'] else ''}", "text")


def few_examples(past: Sequence[PastQuestion], most: int) -> list[PastQuestion]:
    """The first so many past questions of each document."""
    taken: dict[str | None, int] = defaultdict(int)
    few = []
    for question in past:
        taken[question.document_id] += 1
        if taken[question.document_id] <= most:
            few.append(question)
    return few


def _of_set(path: Path, name: str) -> list[Record]:
    """The records of one set; none when there is no such file."""
    return [record for record in read_records(path) if record.get("set") == name] if path.exists() else []


def _grouped(records: Sequence[Record], group: Callable[[Record], str], text: str) -> dict[str, list[AskedQuestion]]:
    groups: dict[str, list[AskedQuestion]] = defaultdict(list)
    for record in records:
        label = record.get("label")
        groups[group(record)].append(
            AskedQuestion(
                str(record["qid"]), str(record[text]), str(label) if label else None, str(record["lang"]), "answer", ""
            )
        )
    return dict(groups)
