"""Parts a body into passages."""

from dataclasses import dataclass

PASSAGE_WORDS = 90  # about what fits a search result and an answer in a chat


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a body under one heading."""

    heading: str
    text: str


def sections(body: str) -> list[Section]:
    """The body in passages of some ninety words, each under its heading."""
    found: list[Section] = []
    heading, lines, size = "", list[str](), 0
    for line in body.splitlines():
        is_heading = line.startswith("# ")
        if lines and (is_heading or size >= PASSAGE_WORDS):
            found.append(Section(heading, "\n".join(lines).strip()))
            lines, size = [], 0
        if is_heading:
            heading = line[2:].strip()
        elif line.strip():
            *whole, line = _short_lines(line)
            found.extend(Section(heading, piece) for piece in whole)
            lines.append(line)
            size += line.count(" ") + 1
    if lines:
        found.append(Section(heading, "\n".join(lines).strip()))
    return found


def _short_lines(line: str) -> list[str]:
    """A paragraph of very many words in parts of two passages each."""
    most = 2 * PASSAGE_WORDS
    if line.count(" ") < most:
        return [line]
    apart = line.split()
    return [" ".join(apart[start : start + most]) for start in range(0, len(apart), most)]
