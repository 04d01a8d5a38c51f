"""The trip of a question, from its words to a probability."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from answer_engine.completion import completions
from answer_engine.confidence import chances
from answer_engine.encoding import Encoder, EncoderFailed, serves
from answer_engine.evidence import TAUGHT, Evidence, gather
from answer_engine.found import Found, about_question
from answer_engine.gloss import Glosses
from answer_engine.highlight import matched_words
from answer_engine.lessons import Lessons, Sensed
from answer_engine.opinions import by_seat
from answer_engine.ranking import Candidate, rank
from answer_engine.readership import Readership
from answer_engine.senses import NO_SENSES, Senses
from answer_engine.sensing import Sense
from answer_engine.shapes import PUBLIC, Answer, Completion, Hit, Passage, Synonym
from answer_engine.shelf import Shelf
from answer_engine.spelling import repaired_text
from answer_engine.text import asked_text, fold, question_words


@dataclass(frozen=True, kw_only=True)
class Library:
    """All that a question is read against. Immutable."""

    shelves: tuple[Shelf, ...]  # later ones hold what changed since the engine was built
    synonyms: Sequence[Synonym]
    lessons: Lessons
    glosses: Glosses  # learned from translated articles
    senses: Senses = NO_SENSES  # what the texts mean, if an encoder has read them
    encoder: Encoder | None = None  # reads questions; stays with the process

    def ask(
        self,
        question: str,
        *,
        language: str = "",
        audiences: frozenset[str] = PUBLIC,
        topic: str = "",
        limit: int = 10,
        literally: bool = False,
    ) -> Answer:
        """Answers a whole question for a reader of this language and these audiences.

        `literally` takes every word as it is written and repairs none.
        """
        found = self.found(question, audiences, language=language, literally=literally)
        return self._answer(question, found, language, audiences, topic, limit)

    def suggest(
        self,
        typed: str,
        *,
        language: str = "",
        audiences: frozenset[str] = PUBLIC,
        topic: str = "",
        limit: int = 8,
        completing: int = 0,
    ) -> Answer:
        """Answers while somebody types: the last word may be half a word.

        From the same search it takes up to `completing` real questions that the typed text may become.
        """
        found = self.found(typed, audiences, language=language, is_typing=not typed[-1:].isspace())
        answer = self._answer(typed, found, language, audiences, topic, limit)
        completed = completions(typed, found.evidence, language, topic, completing) if completing else []
        return replace(answer, completions=tuple(completed))

    def complete(
        self,
        typed: str,
        *,
        language: str = "",
        audiences: frozenset[str] = PUBLIC,
        topic: str = "",
        limit: int = 5,
    ) -> list[Completion]:
        """Real questions the typed text may become; none before the second letter."""
        found = self.found(typed, audiences, language=language, is_typing=not typed[-1:].isspace())
        return completions(typed, found.evidence, language, topic, limit)

    def found(
        self,
        question: str,
        audiences: frozenset[str] = PUBLIC,
        *,
        language: str = "",
        is_typing: bool = False,
        literally: bool = False,
    ) -> Found:
        """What the question may mean and what speaks for each document: all that ranking is made of.

        An encoder reads whole questions only, in languages it understands.
        """
        asked, readers = question_words(question), self._readership(audiences)
        whole = {fold(word) for word in (asked[:-1] if is_typing else asked)}  # a word still being typed is left alone
        sought = {} if literally else readers.repairs(whole)
        repairs = readers.sure(sought)
        sure = [repairs.get(fold(word), word) for word in asked]
        taught = readers.panel.asked(sure)
        said = by_seat(taught, len(TAUGHT))
        repaired = repaired_text(question, {word: readers.written(meant) for word, meant in repairs.items()})
        sense = None if is_typing else self._sense(repaired or question, language, audiences)
        readings, evidence = [], []
        for tongue in readers.tongues:
            synonyms = [synonym for synonym in self.synonyms if synonym.language == tongue.language]
            reading = tongue.reader.read(asked, sought if is_typing else repairs, synonyms, is_typing, language)
            if reading.words:
                readings.append(reading)
                evidence.extend(gather(sure, reading, tongue, said, is_typing, sense))
        about = about_question(readings, taught, readers.panel, evidence, sense)
        return Found(tuple(readings), tuple(evidence), repaired, about)

    def known(self, found: Found) -> Lessons | Sensed:
        """How to rank and how sure to be, by whether an encoder has read the question."""
        return self.lessons.sensed if found.about.meant else self.lessons

    def _answer(
        self, question: str, found: Found, language: str, audiences: frozenset[str], topic: str, limit: int
    ) -> Answer:
        known = self.known(found)
        ranked = rank(found.evidence, language, topic, known.ranking)
        sure = chances(ranked, found.about, known.calibration)
        shown = [self._in_language(candidate, language, audiences) for candidate in ranked[:limit]]
        spoken = {candidate.language for candidate in shown}
        sought = {reading.language: found.sought(reading) for reading in found.readings if reading.language in spoken}
        # Nothing is marked in a document in the asker's language that was found in another.
        hits = tuple(_hit(candidate, sought.get(candidate.language, frozenset())) for candidate in shown)
        used = dict.fromkeys(synonym for reading in found.readings for synonym in reading.synonyms)
        return Answer(question, hits, sure[0], found.repaired, tuple(used), chances=sure)

    def _readership(self, audiences: frozenset[str]) -> Readership:
        """What these audiences are answered from."""
        known = self._readerships.get(audiences)
        return known or self._readerships.setdefault(
            audiences, Readership(self.shelves, audiences, self.lessons.classifiers, self.glosses)
        )

    @cached_property
    def _readerships(self) -> dict[frozenset[str], Readership]:
        return {}

    def _sense(self, question: str, language: str, audiences: frozenset[str]) -> Sense | None:
        """What the encoder says; None without one, when it does not know the language, and when it fails."""
        if self.encoder is None or not len(self.senses.keys) or not serves(self.encoder, language):
            return None
        try:
            vector = self.encoder.encode([asked_text(question)])[0]
        except EncoderFailed:
            return None
        if len(vector) != self.senses.vectors.shape[1]:
            return None
        width = len(vector) // 2 if self.encoder.has_depth else len(vector)
        alike = self.senses.vectors[:, :width] @ vector[:width]
        known = self.lessons.sensed.classifiers
        opinions = [known[audience].opinion(vector) for audience in sorted(audiences & known.keys())]
        scores = {document_id: score for own, _ in opinions for document_id, score in own.items()}
        return Sense(np.append(alike, np.float32(0)), scores, max((energy for _, energy in opinions), default=0.0))

    def _in_language(self, candidate: Candidate, language: str, audiences: frozenset[str]) -> Candidate:
        """The same document in the asker's language, even when the question matched another one."""
        if not language or candidate.language == language:
            return candidate
        for place in self._places.get((candidate.id, language), ()):
            shelf, row = self.shelves[place[0]], place[1]
            if shelf.audience in audiences and not shelf.hidden[row]:
                return candidate._replace(evidence=Evidence.unread(shelf), row=row)
        return candidate

    @cached_property
    def _places(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        """Where each (id, language) stands: shelf and row."""
        places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for number, shelf in enumerate(self.shelves):
            for row, identity in enumerate(shelf.ids):
                places[identity, shelf.language].append((number, row))
        return dict(places)


def _hit(candidate: Candidate, sought: frozenset[str]) -> Hit:
    shelf, row = candidate.evidence.shelf, candidate.row
    title, section = shelf.title(row), candidate.evidence.section_of(row)
    heading, text = (section.heading, section.text) if section else ("", "")
    passage = Passage(candidate.id, candidate.language, title, heading, text, shelf.topic_names[shelf.topics[row]])
    return Hit(passage, candidate.score, matched_words(f"{title}\n{text}", sought))
