"""What goes into the engine and what comes out: plain, immutable shapes."""

from dataclasses import dataclass

PUBLIC = frozenset({"public"})
LIKELY = 0.9  # chance from which hits are worth asking back about


@dataclass(frozen=True, slots=True)
class Document:
    """One answer in one language, as the engine is given it."""

    id: str  # the same in every language
    language: str  # "de", "en-GB": the part before the hyphen chooses how words are read
    title: str
    body: str  # plain text, paragraphs parted by a blank line; a line starting with "# " is a heading
    also_asked: tuple[str, ...] = ()  # other wordings of the question this document answers
    topic: str = ""
    audience: str = "public"


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question somebody really asked, with the document that answered it."""

    text: str
    document_id: str | None  # None: nothing answers it
    language: str = ""
    weight: float = 1.0  # how much it counts: 1 is one asker we believe


@dataclass(frozen=True, slots=True)
class Synonym:
    """A customer's word and what it means in the words of the articles; either may be a short phrase."""

    language: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a document that fits a question best."""

    document_id: str
    language: str
    title: str
    heading: str  # "" when the passage stands before the first heading
    text: str
    topic: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, with its best passage."""

    passage: Passage
    score: float  # comparable within one answer only
    matched: tuple[str, ...]  # words of title and passage to highlight, as they are written there


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine found. Without a hit there is no answer."""

    question: str
    hits: tuple[Hit, ...]  # best first, each document once
    confidence: float  # calibrated probability, 0..1, that the first hit is right
    repaired: str  # the question with misspelt words as the site writes them; "" when nothing was repaired
    synonyms: tuple[Synonym, ...]  # those that took part
    completions: "tuple[Completion, ...]" = ()  # real questions that the typed text may become, best first
    chances: tuple[float, ...] = ()  # calibrated, that the right one is the first, in the first two, in the first three

    @property
    def passage(self) -> Passage | None:
        """The best passage, None when nothing was found."""
        return self.hits[0].passage if self.hits else None

    @property
    def alternatives(self) -> tuple[Hit, ...]:
        """The two or three hits to ask back about: together they very likely hold the answer, and none does alone.

        Empty when the first is likely enough to be given, and when not even three are: then nobody should be asked.
        """
        enough = next((count for count, chance in enumerate(self.chances, 1) if chance >= LIKELY), 0)
        return self.hits[:enough] if enough > 1 else ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A real question that the typed text may become."""

    text: str
    document_id: str | None
    topic: str
