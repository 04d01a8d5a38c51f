"""The words of articles that people opened: what each says, and what it does not."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from helpwell.answers.meaning import Word, content_words, nearness
from helpwell.knowledge.models import Phrasing, Translation


class OpenedArticles:
    """By the key of the translation. Those that nobody can read any more are left out."""

    def __init__(self, language: str, translations: Collection[int]) -> None:
        self.titles: dict[int, str] = {}
        self.words: dict[int, Counter[str]] = {}  # stems
        self.texts: dict[int, set[str]] = {}
        self.in_title: dict[int, list[Word]] = {}
        asked = defaultdict(list)
        for pk, text in Phrasing.objects.filter(translation__in=translations).values_list("translation", "text"):
            asked[pk].append(text)
        rows = Translation.objects.published().filter(pk__in=translations)
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
