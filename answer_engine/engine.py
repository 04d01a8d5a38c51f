"""An engine as it is kept: built, changed, taught, given an encoder. How it is asked is told in `asking`."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer_engine.asking import Library
from answer_engine.encoding import Encoder, serves
from answer_engine.gloss import learn_glosses
from answer_engine.lessons import Lessons, least_confidence, shipped_lessons
from answer_engine.shapes import Document, PastQuestion, Synonym
from answer_engine.shelf import Shelf
from answer_engine.shelves import merged_small, shelves_of


@dataclass(frozen=True, kw_only=True)
class AnswerEngine(Library):
    """Immutable: documents and past questions in, answers out. A change makes a new engine."""

    version: str  # short hash of everything it was built from
    past_questions: Sequence[PastQuestion]
    languages: tuple[str, ...]  # of the site, the first is its main one

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
        return cls(
            version=version,
            shelves=shelves_of(kept.values(), past, known.held_out),
            past_questions=past,
            synonyms=meanings,
            languages=spoken,
            lessons=known,
            glosses=learn_glosses(kept.values()),
        )

    def updated(self, changed: Iterable[Document] = (), removed: Iterable[tuple[str, str]] = ()) -> "AnswerEngine":
        """The engine after some documents changed or went (id, language); fast while they are few."""
        new = {(document.id, document.language): document for document in changed}
        gone = set(removed)
        hidden: dict[str, set[str]] = defaultdict(set)
        for identity, language in {*new, *gone}:
            hidden[language].add(identity)
        kept = tuple(shelf.without(frozenset(hidden[shelf.language])) for shelf in self.shelves)
        fresh = shelves_of([new[key] for key in new if key not in gone], self.past_questions, self.lessons.held_out)
        version = _version(self.version, new.values(), sorted(gone))
        shelves = merged_small(kept, fresh, self.past_questions)
        return replace(self, version=version, shelves=shelves, encoder=None if fresh else self.encoder)

    def taught(self, lessons: Lessons) -> "AnswerEngine":
        """The engine with what its past questions taught; see `learning`."""
        is_fair = lessons.held_out == self.lessons.held_out
        shelves = self.shelves if is_fair else tuple(shelf.held_out_of(lessons.held_out) for shelf in self.shelves)
        version = _version(self.version, lessons.fingerprint())
        return replace(self, lessons=lessons, shelves=shelves, version=version)

    def speaking(self, synonyms: Iterable[Synonym]) -> "AnswerEngine":
        """The engine with these synonyms instead; they are read when somebody asks, so this takes no time."""
        meanings = tuple(synonyms)
        if meanings == tuple(self.synonyms):
            return self
        return replace(self, synonyms=meanings, version=_version(self.version, meanings))

    def untaught(self) -> "AnswerEngine":
        """The engine as it was before past questions taught it what they did not find."""
        return replace(self, lessons=replace(shipped_lessons(), held_out=self.lessons.held_out))

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


def _version(*parts: object) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for part in parts:
        for item in part if isinstance(part, Iterable) and not isinstance(part, str) else (part,):
            digest.update(repr(item).encode())
    return digest.hexdigest()
