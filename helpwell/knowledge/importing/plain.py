"""Plain text as people keep it in tables: lines become paragraphs, short lines headings, dashes lists."""

import re

BULLET = re.compile(r"^\s*(?:[-*+•‣◦▪●·–—]|->|=>)\s+(?=\S)")
NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+(?=\S)")
ENDS_SENTENCE = re.compile(r"[.!?:;…,][\"'”“»)\]]*$")
LOOSE_STOP = re.compile(r"(?<=\w) +([.,])(?=\s|$)")  # left where a link was cut out: "see Settings ."
FENCE = re.compile(r"^\s*(```|~~~)")
LONGEST_HEADING = 70  # letters
SHORTEST_WRAP = 45  # letters: a shorter line ends because it is done, not because a page was narrow


def markdown_of(text: str) -> str:
    """The same text as Markdown whose paragraphs, headings and lists stand apart."""
    lines = text.expandtabs(4).strip("\n").split("\n")
    if any(FENCE.match(line) for line in lines):
        return text
    return "\n".join(_spaced(_headed(_joined(lines))))


def _joined(lines: list[str]) -> list[str]:
    """Lines that a narrow page broke become whole again: a long line, then one that goes on in lower case."""
    joined: list[str] = []
    for line in lines:
        before = joined[-1].rstrip() if joined else ""
        if len(before) >= SHORTEST_WRAP and not ENDS_SENTENCE.search(before) and line.lstrip()[:1].islower():
            joined[-1] = f"{before} {line.strip()}"
        else:
            joined.append(line.rstrip())
    return [LOOSE_STOP.sub(r"\1", line) for line in joined]


def _headed(lines: list[str]) -> list[str]:
    """A short line without a full stop above a sentence is a heading, unless its neighbour is one too (a list)."""
    filled = [line for line in lines if line.strip()]
    short = [_may_be_heading(line) for line in filled]
    headings = {
        number
        for number, line in enumerate(filled[:-1])
        if short[number]
        and not short[number + 1]
        and not (number and short[number - 1])
        and not (number and _is_item(filled[number - 1]) and _is_item(filled[number + 1]))
        and _is_sentence_or_list(filled[number + 1])
    }
    result, number = [], -1
    for line in lines:
        number += bool(line.strip())
        result.append(f"## {line.strip()}" if line.strip() and number in headings else line)
    return result


def _may_be_heading(line: str) -> bool:
    text = line.strip()
    letters = len(text) <= LONGEST_HEADING and text[:1].isalnum() and any(letter.isalpha() for letter in text)
    return letters and not _is_item(line) and (text.endswith("?") or not ENDS_SENTENCE.search(text))


def _is_sentence_or_list(line: str) -> bool:
    return _is_item(line) or len(line.split()) > 4


def _is_item(line: str) -> bool:
    return bool(BULLET.match(line) or NUMBER.match(line))


def _spaced(lines: list[str]) -> list[str]:
    """A blank line between any two blocks; items of one list and rows of one table stay together."""
    spaced: list[str] = []
    for line in lines:
        line = _as_item(line)
        if spaced and spaced[-1] and line and not (_goes_on(spaced[-1], line)):
            spaced.append("")
        spaced.append(line)
    return spaced


def _as_item(line: str) -> str:
    """An item in Markdown's own spelling; other lines without the indent that would make them code."""
    indent = " " * (len(line) - len(line.lstrip()))
    if BULLET.match(line):
        return f"{indent}- {BULLET.sub('', line)}"
    if number := NUMBER.match(line):
        return f"{indent}{number[1]}. {NUMBER.sub('', line)}"
    return line.strip()


def _goes_on(before: str, line: str) -> bool:
    return (_is_item(before) and _is_item(line)) or (before.startswith("|") and line.startswith("|"))
