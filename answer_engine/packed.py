"""What an engine holds, as arrays one after the other and a description that says what they belong to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO, get_type_hints

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import Calibration
from answer_engine.concepts import Concepts
from answer_engine.engine import AnswerEngine
from answer_engine.features import Marks
from answer_engine.lessons import Lessons, Net, Proof, SenseClassifier, Sensed
from answer_engine.lexicon import Lexicon
from answer_engine.passages import Section
from answer_engine.postings import Postings
from answer_engine.rows import Lists, Maybes, Numbers, Rows, Shapes, Texts
from answer_engine.senses import Senses
from answer_engine.shapes import Document, PastQuestion, Synonym
from answer_engine.shelf import Shelf, Wording
from answer_engine.similar import LetterTable

Described = Any  # what JSON can hold

ALIGNED = 64  # bytes
FEW = 16  # texts that stand in the description itself
ROWS = {shape.__name__: shape for shape in (Document, PastQuestion, Synonym, Section, Wording)}
WHOLE = {
    shape.__name__: shape
    for shape in (
        AnswerEngine,
        Shelf,
        Lexicon,
        LetterTable,
        Postings,
        Marks,
        Concepts,
        Lessons,
        Calibration,
        Net,
        Proof,
        Senses,
        Sensed,
        SenseClassifier,
    )
}


class Writer:
    """Writes arrays to a file and describes what they belong to."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.checksum = hashlib.blake2b(digest_size=16)

    def write(self, data: bytes | memoryview) -> None:
        self.file.write(data)
        self.checksum.update(data)

    def described(self, value: object) -> Described:
        """What stands in the description for a value."""
        if isinstance(value, np.ndarray):
            return {"array": self._array(value)}
        if is_dataclass(value) and type(value).__name__ in WHOLE:
            own = {field.name: self.described(getattr(value, field.name)) for field in fields(value)}
            return {"whole": type(value).__name__, "fields": own}
        if isinstance(value, Mapping):
            return {"mapping": [[self.described(key), self.described(one)] for key, one in value.items()]}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self._sequence(value)
        return value

    def _sequence(self, values: Sequence[Any]) -> Described:
        first = values[0] if len(values) else None
        if type(first).__name__ in ROWS:
            return self._rows(type(first), values)
        if len(values) > FEW and all(isinstance(one, str) for one in values):
            return {"texts": self._texts(Texts.of(values))}
        return {"sequence": [self.described(one) for one in values]}

    def _rows(self, shape: type, values: Sequence[Any]) -> Described:
        types = get_type_hints(shape)
        columns = [
            self._column(types[field.name], [getattr(one, field.name) for one in values]) for field in fields(shape)
        ]
        return {"rows": shape.__name__, "columns": columns}

    def _column(self, kind: object, values: list[Any]) -> Described:
        if kind is str:
            return {"texts": self._texts(Texts.of(values))}
        if kind in (int, float, bool):
            return {"numbers": self._array(np.array(values, kind))}
        return self._lists(
            Lists.of(_listed(value) for value in values), "lists" if kind == tuple[str, ...] else "maybe"
        )

    def _lists(self, lists: Lists, kind: str) -> Described:
        return {kind: [self._texts(lists.texts), self._array(lists.ends)]}

    def _texts(self, texts: Texts) -> Described:
        return [self._array(texts.letters), self._array(texts.ends)]

    def _array(self, values: NDArray[Any]) -> Described:
        self.write(bytes(-self.file.tell() % ALIGNED))
        place = self.file.tell()
        self.write(np.ascontiguousarray(values).data.cast("B") if values.size else b"")
        return [values.dtype.str, list(values.shape), place]


def _listed(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    """A text that may be missing as none or one."""
    return value if isinstance(value, tuple) else () if value is None else (value,)


class Reader:
    """Finds in the mapped file what a description tells of."""

    def __init__(self, mapped: memoryview) -> None:
        self.mapped = mapped

    def read(self, described: Described) -> Any:
        if not isinstance(described, dict):
            return described
        if "whole" in described:
            own = {name: self.read(value) for name, value in described["fields"].items()}
            return WHOLE[described["whole"]](**own)
        if "rows" in described:
            return Shapes(ROWS[described["rows"]], tuple(map(self._column, described["columns"])))
        ((kind, value),) = described.items()
        if kind == "array":
            return self._array(value)
        if kind == "texts":
            return tuple(self._texts(value))
        if kind == "mapping":
            return {self.read(key): self.read(one) for key, one in value}
        return tuple(map(self.read, value))

    def _column(self, described: Described) -> Rows[Any]:
        ((kind, value),) = described.items()
        if kind == "texts":
            return self._texts(value)
        if kind == "numbers":
            return Numbers(self._array(value))
        lists = Lists(self._texts(value[0]), self._array(value[1]))
        return lists if kind == "lists" else Maybes(lists)

    def _texts(self, described: Described) -> Texts:
        return Texts(*map(self._array, described))

    def _array(self, described: Described) -> NDArray[Any]:
        kind, shape, place = described
        size = int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(self.mapped, np.dtype(kind), size, place).reshape(shape)
