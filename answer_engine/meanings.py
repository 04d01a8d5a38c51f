"""Words that mean the same, within a language and across languages: a small list of our own, for the first day.

What a site's own questions and translations teach counts beside it; see `reading` and `gloss`.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from answer_engine.stems import stemmer
from answer_engine.text import fold, normalised

LANGUAGES = ("en", "de", "lv")  # columns of the list


@dataclass(frozen=True, slots=True)
class Meanings:
    """The list, looked up by stem."""

    words: frozenset[str]  # all of it, folded

    groups: tuple[dict[str, tuple[str, ...]], ...]  # language -> stems
    group_of: dict[str, dict[str, tuple[int, ...]]]  # language -> stem -> numbers of its groups

    def related(self, word: str, language: str) -> list[str]:
        """Stems in the same language that may mean the same as this word, itself left out."""
        own = _stem(word, language)
        groups = self.group_of.get(language, {}).get(own, ())
        return [stem for group in groups for stem in self.groups[group][language] if stem != own]

    def translated(self, word: str, language: str) -> list[str]:
        """Stems in this language for a word of another one."""
        return [
            stem
            for other in LANGUAGES
            if other != language
            for group in self.group_of[other].get(_stem(word, other), ())
            for stem in self.groups[group].get(language, ())
        ]


@cache
def meanings() -> Meanings:
    """The shipped list, read once."""
    text = files("answer_engine").joinpath("meanings.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    groups = tuple(_group(line) for line in lines)
    group_of: dict[str, dict[str, tuple[int, ...]]] = {language: {} for language in LANGUAGES}
    for number, group in enumerate(groups):
        for language, stems in group.items():
            for stem in stems:
                group_of[language][stem] = (*group_of[language].get(stem, ()), number)
    listed = (word.strip() for line in lines for word in line.replace("|", ",").split(","))
    return Meanings(frozenset(fold(normalised(word)) for word in listed), groups, group_of)


def _group(line: str) -> dict[str, tuple[str, ...]]:
    columns = zip(LANGUAGES, line.split("|"), strict=True)
    return {
        language: tuple(dict.fromkeys(_stem(word, language) for word in column.split(",")))
        for language, column in columns
    }


def _stem(word: str, language: str) -> str:
    return fold(stemmer(language)(normalised(word.strip())))
