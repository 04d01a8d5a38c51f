"""The shelves of an engine: one for each language and audience, and small new ones for what changed since."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from answer_engine.shapes import Document, PastQuestion
from answer_engine.shelf import Shelf
from answer_engine.shelving import shelve

ShelfName = tuple[str, str]  # language, audience

SMALL_SHELF = 500  # documents; a fresh shelf grows to this before the next one is begun


def shelves_of(
    documents: Iterable[Document], past_questions: Sequence[PastQuestion], held_out: str
) -> tuple[Shelf, ...]:
    """One shelf per language and audience; a past question stands where its document is."""
    by_name: dict[ShelfName, list[Document]] = defaultdict(list)
    for document in documents:
        by_name[document.language, document.audience].append(document)
    return tuple(shelve(*name, by_name[name], past_questions, held_out) for name in sorted(by_name))


def merged_small(
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
            shelves[shelves.index(small)] = shelve(new.language, new.audience, documents, past_questions, new.held_out)
    return tuple(shelves)


def _may_grow(shelf: Shelf, new: Shelf) -> bool:
    same = (shelf.language, shelf.audience) == (new.language, new.audience)
    return same and len(shelf.documents) + len(new.documents) <= SMALL_SHELF
