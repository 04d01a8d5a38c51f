"""Which articles a question of a set may be answered from, and what of their translations it may rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer_engine.gloss import Glosses, learn_glosses
from answer_engine.records import AskedQuestion
from answer_engine.shapes import Document
from answer_engine.text import words

GLOSS_PARTS = 8  # see Variant.glosses


@dataclass(frozen=True, slots=True)
class Variant:
    """Which articles, and how much of them, a question may be answered from."""

    hides_titles: bool
    target: str

    def of(self, documents: Sequence[Document]) -> list[Document]:
        """The documents as this variant shows them."""
        shown = [document for document in documents if self.target in ("", document.language)]
        return [replace(document, title="") for document in shown] if self.hides_titles else shown

    def glosses(self, documents: Sequence[Document]) -> list["FairGloss"]:
        """What the site's translations teach for questions in another language than the articles shown.

        A title that is asked must not have taught its own translation, so each part leaves some articles out.
        """
        ids = sorted({document.id for document in documents})
        parts = [ids[start::GLOSS_PARTS] for start in range(GLOSS_PARTS)] if self.target else []
        return [_fair_gloss([one for one in documents if one.id not in part]) for part in map(frozenset, parts)]


@dataclass(frozen=True, slots=True)
class FairGloss:
    """Glosses of a part of the translated articles, for questions that are the title of none of them."""

    glosses: Glosses
    titles: frozenset[str]  # in plain words

    def may_be_used_for(self, question: AskedQuestion) -> bool:
        """Whether the question is no title of an article these glosses have seen."""
        return " ".join(words(question.text)) not in self.titles


def variant_of(question: AskedQuestion) -> Variant:
    """Which articles this question may be answered from."""
    return Variant(question.task == "title2body", question.target)


def _fair_gloss(documents: Sequence[Document]) -> FairGloss:
    titles = frozenset(" ".join(words(document.title)) for document in documents)
    return FairGloss(learn_glosses(documents), titles)
