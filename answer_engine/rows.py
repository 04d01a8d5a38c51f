"""Texts and shapes of a saved engine, each made from the mapped file only when somebody asks for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

Bytes = NDArray[np.uint8]
Ends = NDArray[np.int64]


class Rows(Sequence[T]):
    """A sequence whose members are made one by one; what they are made from stays where it is."""

    def made(self, place: int) -> T:
        """The member at a place from 0."""
        raise NotImplementedError

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self.made(one) for one in range(*place.indices(len(self)))]
        size = len(self)
        if not -size <= place < size:
            raise IndexError(place)
        return self.made(int(place) % size)

    def __iter__(self) -> Iterator[T]:
        return map(self.made, range(len(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Rows[str]):
    """Texts one after the other, as bytes."""

    letters: Bytes
    ends: Ends  # of each text, after a first 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """These texts as one block."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        return cls(np.frombuffer(b"".join(encoded), np.uint8), _ends(encoded))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def made(self, place: int) -> str:
        """The text at a place."""
        start, end = self.ends[place : place + 2].tolist()
        return str(self.letters[start:end].data, "utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, eq=False)
class Lists(Rows[tuple[str, ...]]):
    """Several texts in each row."""

    texts: Texts
    ends: Ends

    @classmethod
    def of(cls, lists: Iterable[Sequence[str]]) -> "Lists":
        """These lists as one block."""
        kept = list(lists)
        return cls(Texts.of(text for texts in kept for text in texts), _ends(kept))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def made(self, place: int) -> tuple[str, ...]:
        """The texts of one row."""
        return tuple(self.texts[self.ends[place] : self.ends[place + 1]])


@dataclass(frozen=True, slots=True, eq=False)
class Maybes(Rows[str | None]):
    """A text or none in each row."""

    lists: Lists  # of one text at most

    def __len__(self) -> int:
        return len(self.lists)

    def made(self, place: int) -> str | None:
        """The text of one row."""
        return next(iter(self.lists[place]), None)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers(Rows[Any]):
    """Whole numbers, fractions or truths."""

    values: NDArray[Any]

    def __len__(self) -> int:
        return len(self.values)

    def made(self, place: int) -> Any:
        """The number at a place, as Python has it."""
        return self.values[place].item()


@dataclass(frozen=True, slots=True, eq=False)
class Shapes(Rows[T]):
    """Dataclasses by column."""

    shape: type[T]
    columns: tuple[Sequence[Any], ...]  # one for each field, at least one

    def __len__(self) -> int:
        return len(self.columns[0])

    def made(self, place: int) -> T:
        """The dataclass at a place."""
        return self.shape(*(column[place] for column in self.columns))

    def field(self, place: int, name: str) -> Any:
        """One field of the dataclass at a place."""
        return self.columns[list(self.shape.__annotations__).index(name)][place]


def field_of(rows: Sequence[Any], place: int, name: str) -> Any:
    """One field of the dataclass at a place, without making the rest of a saved one."""
    return rows.field(place, name) if isinstance(rows, Shapes) else getattr(rows[place], name)


def _ends(parts: Sequence[Sequence[Any]]) -> Ends:
    return np.fromiter(accumulate(map(len, parts), initial=0), np.int64, len(parts) + 1)
