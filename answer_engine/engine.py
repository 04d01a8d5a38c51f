"""The trip of a question through the engine, from its words to a probability."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from answer_engine.completion import completions
from answer_engine.confidence import About, Claim, Meant, chances
from answer_engine.encoding import Encoder, EncoderFailed, serves
from answer_engine.evidence import CROWD, TAUGHT, Evidence, Taught, gather
from answer_engine.gloss import Glosses, learn_glosses
from answer_engine.highlight import matched_words, sought_words
from answer_engine.lessons import NEVER_TAUGHT, NO_DOCUMENT, Lessons, Sensed, least_confidence, shipped_lessons
from answer_engine.lexicon import Lexicon
from answer_engine.ranking import Candidate, rank
from answer_engine.reading import ALIKE, Reader, Reading
from answer_engine.senses import NO_SENSES, Senses
from answer_engine.sensing import Sense
from answer_engine.shapes import PUBLIC, Answer, Completion, Document, Hit, Passage, PastQuestion, Synonym
from answer_engine.shelf import Shelf, shelve
from answer_engine.spelling import is_real, repair, repaired_text
from answer_engine.text import asked_text, fold, question_words
from answer_engine.written import as_written

ShelfName = tuple[str, str]  # language, audience


@dataclass(frozen=True)
class AnswerEngine:
    """Immutable: documents and past questions in, answers out. A change makes a new engine."""

    version: str  # short hash of everything it was built from
    shelves: tuple[Shelf, ...]  # later ones hold what changed since the engine was built
    past_questions: Sequence[PastQuestion]
    synonyms: Sequence[Synonym]
    languages: tuple[str, ...]  # of the site, the first is its main one
    lessons: Lessons
    glosses: Glosses  # learned from translated articles
    senses: Senses = NO_SENSES  # what the texts mean, if an encoder has read them
    encoder: Encoder | None = None  # reads questions; stays with the process

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        past_questions: Iterable[PastQuestion] = (),
        synonyms: Iterable[Synonym] = (),
        languages: Iterable[str] = (),
        lessons: Lessons | None = None,
    ) -> "AnswerEngine":
        """Reads everything anew. Of two documents with the same id and language the later counts.

        Without lessons it starts with the shipped ones.
        """
        kept = {(document.id, document.language): document for document in documents}
        past, meanings, spoken = tuple(past_questions), tuple(synonyms), tuple(languages)
        known = lessons or shipped_lessons()
        version = _version("", kept.values(), past, meanings, spoken, known.fingerprint())
        shelves, glosses = _shelves(kept.values(), past), learn_glosses(kept.values())
        return cls(version, shelves, past, meanings, spoken, known, glosses)

    def updated(self, changed: Iterable[Document] = (), removed: Iterable[tuple[str, str]] = ()) -> "AnswerEngine":
        """The engine after some documents changed or went (id, language); fast while they are few."""
        new = {(document.id, document.language): document for document in changed}
        gone = set(removed)
        hidden: dict[str, set[str]] = defaultdict(set)
        for identity, language in {*new, *gone}:
            hidden[language].add(identity)
        kept = tuple(shelf.without(frozenset(hidden[shelf.language])) for shelf in self.shelves)
        fresh = _shelves([new[key] for key in new if key not in gone], self.past_questions)
        version = _version(self.version, new.values(), sorted(gone))
        shelves = _merged_small(kept, fresh, self.past_questions)
        return replace(self, version=version, shelves=shelves, encoder=None if fresh else self.encoder)

    def taught(self, lessons: Lessons) -> "AnswerEngine":
        """The engine with what its past questions taught; see `learning`."""
        return replace(self, lessons=lessons, version=_version(self.version, lessons.fingerprint()))

    def speaking(self, synonyms: Iterable[Synonym]) -> "AnswerEngine":
        """The engine with these synonyms instead; they are read when somebody asks, so this takes no time."""
        meanings = tuple(synonyms)
        if meanings == tuple(self.synonyms):
            return self
        return replace(self, synonyms=meanings, version=_version(self.version, meanings))

    def untaught(self) -> "AnswerEngine":
        """The engine as it was before past questions taught it what they did not find."""
        return replace(self, lessons=shipped_lessons())

    def sensing(self, encoder: Encoder) -> "AnswerEngine":
        """The engine with an encoder that reads questions, and has read the site; raises EncoderFailed.

        Only what its senses do not hold yet is encoded; so that questions need not wait for an edited article,
        the changed engine answers without its encoder until it is given it again.
        """
        new = [place for place, shelf in enumerate(self.shelves) if self._needs_reading(shelf, encoder)]
        texts = [text for place in new for text in self.shelves[place].meant_texts()]
        senses = self.senses.knowing(texts, encoder)
        shelves = list(self.shelves)
        for place in new:
            shelves[place] = replace(shelves[place], senses=senses.rows_of(shelves[place].meant_texts()))
        version = self.version if self.senses.encoder == senses.encoder else _version(self.version, senses.encoder)
        return replace(self, version=version, shelves=tuple(shelves), senses=senses, encoder=encoder)

    def _needs_reading(self, shelf: Shelf, encoder: Encoder) -> bool:
        is_known = self.senses.encoder == encoder.name and len(shelf.senses) == len(shelf.owners)
        return serves(encoder, shelf.language) and not is_known

    def threshold(self, accepted_error: float) -> float:
        """The confidence from which on at most this share of answers is wrong; above 1 when none is proven."""
        proof = self.lessons.sensed.proof if self.encoder else self.lessons.proof
        return least_confidence(proof, accepted_error)

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
        found = self.found(typed, audiences, is_typing=not typed[-1:].isspace())
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
        found = self.found(typed, audiences, is_typing=not typed[-1:].isspace())
        return completions(typed, found.evidence, language, topic, limit)

    def found(
        self,
        question: str,
        audiences: frozenset[str] = PUBLIC,
        *,
        language: str = "",
        is_typing: bool = False,
        literally: bool = False,
    ) -> "Found":
        """What the question may mean and what speaks for each document: all that ranking is made of.

        An encoder reads whole questions only, in languages it understands.
        """
        asked = question_words(question)
        readable = [shelf for shelf in self.shelves if shelf.audience in audiences and shelf.documents]
        lexicons = [shelf.lexicon for shelf in readable]
        sought = {} if literally else _repairs(asked, lexicons, is_typing)
        repairs = {word: meant for word, meant in sought.items() if not is_real(word, lexicons)}
        sure = [repairs.get(fold(word), word) for word in asked]
        taught = self._taught(sure, audiences)
        spelled = {word: as_written(meant, readable) for word, meant in repairs.items()}
        repaired = repaired_text(question, spelled)
        sense = None if is_typing else self._sense(repaired or question, language, audiences)
        readings, evidence = [], []
        for spoken in dict.fromkeys(shelf.language for shelf in readable):
            shelves = [shelf for shelf in readable if shelf.language == spoken]
            synonyms = [synonym for synonym in self.synonyms if synonym.language == spoken]
            reader = self._reader(spoken, audiences, shelves)
            reading = reader.read(asked, sought if is_typing else repairs, synonyms, is_typing)
            if reading.words:
                readings.append(reading)
                evidence.extend(gather(sure, reading, shelves, taught, is_typing, sense))
        about = _about(readings, taught, evidence, sense)
        return Found(tuple(readings), tuple(evidence), repaired, about)

    def known(self, found: "Found") -> Lessons | Sensed:
        """How to rank and how sure to be, by whether an encoder has read the question."""
        return self.lessons.sensed if found.about.meant else self.lessons

    def _answer(
        self, question: str, found: "Found", language: str, audiences: frozenset[str], topic: str, limit: int
    ) -> Answer:
        known = self.known(found)
        ranked = rank(found.evidence, language, topic, known.ranking)
        sure = chances(ranked, found.about, known.calibration)
        shown = [self._in_language(candidate, language, audiences) for candidate in ranked[:limit]]
        spoken = {candidate.language for candidate in shown}
        sought = {reading.language: found.sought(reading) for reading in found.readings if reading.language in spoken}
        hits = tuple(_hit(candidate, sought.get(candidate.language, frozenset())) for candidate in shown)
        used = dict.fromkeys(synonym for reading in found.readings for synonym in reading.synonyms)
        return Answer(question, hits, sure[0], found.repaired, tuple(used), chances=sure)

    def _reader(self, language: str, audiences: frozenset[str], shelves: Sequence[Shelf]) -> Reader:
        """Who reads questions in this language for these audiences."""
        known = self._readers.get((language, audiences))
        return known or self._readers.setdefault(
            (language, audiences), Reader(language, [shelf.lexicon for shelf in shelves], self.glosses)
        )

    @cached_property
    def _readers(self) -> dict[tuple[str, frozenset[str]], Reader]:
        return {}

    def _taught(self, asked: Sequence[str], audiences: frozenset[str]) -> Taught:
        """What the lessons say about each document, if there are any."""
        scores: tuple[dict[str, float], ...] = tuple({} for _ in TAUGHT)
        for audience in sorted(audiences & self.lessons.classifiers.keys()):
            for known, classifier in zip(scores, self.lessons.classifiers[audience], strict=True):
                known |= classifier.scores(asked)
        return scores

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
        scores: dict[str, float] = {}
        for audience in sorted(audiences & self.lessons.sensed.classifiers.keys()):
            scores |= self.lessons.sensed.classifiers[audience].scores(vector)
        return Sense(np.append(self.senses.vectors @ vector, np.float32(0)), scores)

    def _in_language(self, candidate: Candidate, language: str, audiences: frozenset[str]) -> Candidate:
        """The same document in the asker's language, even when the question matched another one."""
        if not language or candidate.language == language:
            return candidate
        for place in self._places.get((candidate.id, language), ()):
            shelf, row = self.shelves[place[0]], place[1]
            if shelf.audience in audiences and not shelf.hidden[row]:
                return replace(candidate, evidence=Evidence.unread(shelf), row=row)
        return candidate

    @cached_property
    def _places(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        """Where each (id, language) stands: shelf and row."""
        places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for number, shelf in enumerate(self.shelves):
            for row, identity in enumerate(shelf.ids):
                places[identity, shelf.language].append((number, row))
        return dict(places)


@dataclass(frozen=True, slots=True)
class Found:
    """A question read in every language, with the evidence for every document a reader may see."""

    readings: tuple[Reading, ...]
    evidence: tuple[Evidence, ...]
    repaired: str
    about: About

    def sought(self, reading: Reading) -> frozenset[str]:
        """The words of a language that are worth marking."""
        lexicons = [one.shelf.lexicon for one in self.evidence if one.shelf.language == reading.language]
        return sought_words(_telling_terms(reading), lexicons)


def _about(readings: Sequence[Reading], taught: Taught, evidence: Sequence[Evidence], sense: Sense | None) -> About:
    unknown = min((reading.unknown_share for reading in readings), default=1.0)
    length = max((len(reading.words) for reading in readings), default=0)
    refused = [scores[NO_DOCUMENT] - NEVER_TAUGHT for scores in taught if NO_DOCUMENT in scores]
    claims = tuple(_claim(scores) for scores in taught)
    meant = _meant(sense, evidence) if sense else None
    return About(unknown, length, max(0.0, sum(refused)), _crowd(one.nearest for one in evidence), claims, meant)


def _meant(sense: Sense, evidence: Sequence[Evidence]) -> Meant:
    refused = max(0.0, sense.taught.get(NO_DOCUMENT, 0.0))
    return Meant(refused, _crowd(one.nearest_meant for one in evidence), _claim(sense.taught))


def _claim(scores: Mapping[str, float]) -> Claim:
    return Claim.of({key: score for key, score in scores.items() if key != NO_DOCUMENT})


def _crowd(nearest: Iterable[NDArray[np.float32]]) -> float:
    """The mean likeness of the past questions nearest of all."""
    return float(np.sort(np.concatenate([np.zeros(CROWD, np.float32), *nearest]))[-CROWD:].mean())


def _shelves(documents: Iterable[Document], past_questions: Sequence[PastQuestion]) -> tuple[Shelf, ...]:
    """One shelf per language and audience; a past question stands where its document is."""
    by_name: dict[ShelfName, list[Document]] = defaultdict(list)
    for document in documents:
        by_name[document.language, document.audience].append(document)
    return tuple(shelve(*name, by_name[name], past_questions) for name in sorted(by_name))


SMALL_SHELF = 500  # documents; a fresh shelf grows to this before the next one is begun


def _merged_small(
    kept: Sequence[Shelf], fresh: Sequence[Shelf], past_questions: Sequence[PastQuestion]
) -> tuple[Shelf, ...]:
    """Old shelves and fresh ones; a small old shelf takes the fresh documents of its name in."""
    shelves = [shelf for shelf in kept if not shelf.hidden.all()]
    for new in fresh:
        small = next((shelf for shelf in shelves if _may_grow(shelf, new)), None)
        if small is None:
            shelves.append(new)
        else:
            documents = [*small.visible(), *new.documents]
            shelves[shelves.index(small)] = shelve(new.language, new.audience, documents, past_questions)
    return tuple(shelves)


def _may_grow(shelf: Shelf, new: Shelf) -> bool:
    same = (shelf.language, shelf.audience) == (new.language, new.audience)
    return same and len(shelf.documents) + len(new.documents) <= SMALL_SHELF


def _repairs(asked: Sequence[str], lexicons: Sequence[Lexicon], is_typing: bool) -> dict[str, str]:
    """The site's word for each misspelt one; a word still being typed is left alone.

    Real words are among them that may be meant as they are: while somebody types, the site's word beside such a one is
    looked for, too, but nobody is told.
    """
    whole = {fold(word) for word in (asked[:-1] if is_typing else asked)}
    found = {word: repair(word, lexicons) for word in sorted(whole)}
    return {word: near.word for word, near in found.items() if near}


def _telling_terms(reading: Reading) -> frozenset[str]:
    """The terms worth marking in a passage of this language, look-alikes aside.

    Those of common words are marked only when there are no others.
    """
    telling = [word for word in reading.words if word.weight == 1] or reading.words
    return frozenset(term for word in telling for term, weight in word.terms.items() if weight > ALIKE)


def _hit(candidate: Candidate, sought: frozenset[str]) -> Hit:
    document = candidate.document
    section = candidate.evidence.section_of(candidate.row)
    heading, text = (section.heading, section.text) if section else ("", "")
    passage = Passage(document.id, document.language, document.title, heading, text, document.topic)
    return Hit(passage, candidate.score, matched_words(f"{document.title}\n{text}", sought))


def _version(*parts: object) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for part in parts:
        for item in part if isinstance(part, Iterable) and not isinstance(part, str) else (part,):
            digest.update(repr(item).encode())
    return digest.hexdigest()
