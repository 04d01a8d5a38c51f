"""Questions and answers pasted as text: a question, its answer below, a blank line between; or two columns."""

import json
import re
from collections.abc import Iterator

from helpwell.knowledge.importing.rows import Unusable

LEAD = re.compile(r"^\s*(?:(?:q|question|f|frage|j)\s*[:.)]|\d{1,3}[.)]|[-*•])\s*", re.IGNORECASE)
ANSWER_LEAD = re.compile(r"^\s*(?:a|answer|antwort)\s*[:.)]\s*", re.IGNORECASE)


def json_lines_of(text: str, language: str) -> str:
    """The pairs as rows of an import. Raises `Unusable` when there is none."""
    pairs = list(_columns(text) if _is_table(text) else _blocks(text))
    if not pairs:
        raise Unusable
    rows = ({"title": question, "body": answer, "language": language} for question, answer in pairs)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all("\t" in line for line in lines)


def _columns(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        question, _tab, answer = line.partition("\t")
        if question.strip():
            yield question.strip(), answer.strip()


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """A block that asks nothing and follows an answer is that answer's next paragraph, if questions end in `?`."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if block.strip()]
    asks = [_question(block).endswith("?") for block in blocks]
    pairs: list[tuple[str, str]] = []
    for block, is_asking in zip(blocks, asks, strict=True):
        answer = "\n".join(block.split("\n")[1:])
        if pairs and any(asks) and not is_asking:
            question, before = pairs[-1]
            pairs[-1] = (question, f"{before}\n\n{block}".strip("\n"))
        else:
            pairs.append((_question(block), ANSWER_LEAD.sub("", answer)))
    return iter(pairs)


def _question(block: str) -> str:
    return LEAD.sub("", block.split("\n", 1)[0]).strip()
