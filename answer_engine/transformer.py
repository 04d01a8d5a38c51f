"""A BERT encoder's forward pass in numpy: token numbers in, one vector for each token out.

Devlin et al. (2019), "BERT"; weights as Hugging Face names them. Written out because the libraries that run it weigh
hundreds of megabytes, and all of it is matrix products.
"""

import json
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]

KINDS: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "I64": np.dtype("<i8")}

UNDERWAY = 2 / 3  # of the layers: the last ones give up some of what is known of the words for the whole


@dataclass(frozen=True, slots=True)
class Transformer:
    """Weights and how they are put together; `read` finds both in a model's folder."""

    weights: Mapping[str, Matrix]
    layer_count: int
    head_count: int
    smallest: float  # variance added before a root, so that nothing is divided by zero
    longest: int  # tokens

    @classmethod
    def read(cls, folder: Path) -> "Transformer":
        """From `config.json` and `model.safetensors`; OSError, ValueError or KeyError when they are something else."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if config["hidden_act"] != "gelu" or config.get("position_embedding_type", "absolute") != "absolute":
            raise ValueError(f"{folder} holds another kind of model than BERT")
        return cls(
            read_tensors(folder / "model.safetensors"),
            int(config["num_hidden_layers"]),
            int(config["num_attention_heads"]),
            float(config["layer_norm_eps"]),
            int(config["max_position_embeddings"]),
        )

    def states(self, tokens: Numbers) -> tuple[Matrix, Matrix]:
        """What each token means where it stands, texts x tokens x width: in the end, and underway.

        All texts have equally many tokens.
        """
        own = self.weights
        state = own["embeddings.word_embeddings.weight"][tokens]
        state = state + own["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        state = self._levelled(state + own["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        flat = state.reshape(tokens.size, -1)  # one matrix product for all tokens is a third quicker than one a text
        layers = [
            flat := self._layer(flat, tokens.shape, f"encoder.layer.{layer}") for layer in range(self.layer_count)
        ]
        underway = layers[round(self.layer_count * UNDERWAY) - 1]
        return flat.reshape(state.shape), underway.reshape(state.shape)

    def _layer(self, state: Matrix, shape: tuple[int, ...], name: str) -> Matrix:
        seen = self._linear(self._attended(state, shape, f"{name}.attention.self"), f"{name}.attention.output.dense")
        state = self._levelled(state + seen, f"{name}.attention.output.LayerNorm")
        thought = self._linear(gelu(self._linear(state, f"{name}.intermediate.dense")), f"{name}.output.dense")
        return self._levelled(state + thought, f"{name}.output.LayerNorm")

    def _attended(self, state: Matrix, shape: tuple[int, ...], name: str) -> Matrix:
        """Each token's mix of its text's tokens, by how much their keys answer its query, head by head."""
        by_head = (*shape, self.head_count, state.shape[1] // self.head_count)
        query, key, value = (
            self._linear(state, f"{name}.{part}").reshape(by_head).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        answers = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(by_head[3]))
        shares = np.exp(answers - answers.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed: Matrix = (shares @ value).transpose(0, 2, 1, 3).reshape(state.shape)
        return mixed

    def _linear(self, state: Matrix, name: str) -> Matrix:
        result: Matrix = state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result

    def _levelled(self, state: Matrix, name: str) -> Matrix:
        """With mean 0 and variance 1 for each token, then scaled and moved as learned."""
        away = state - state.mean(axis=-1, keepdims=True)
        away /= np.sqrt((away * away).mean(axis=-1, keepdims=True) + np.float32(self.smallest))
        result: Matrix = away * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return result


def gelu(values: Matrix) -> Matrix:
    """The smooth step of Hendrycks & Gimpel (2016), exact."""
    result: Matrix = values * (np.float32(0.5) * (1 + erf(values * np.float32(1 / np.sqrt(2)))))
    return result


def read_tensors(path: Path) -> dict[str, Matrix]:
    """The arrays of a safetensors file, left in the file: processes that have it open share one copy."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack_from("<Q", mapped)
    head: dict[str, Any] = json.loads(mapped[8 : 8 + length])
    return {name: _tensor(mapped, 8 + length, told) for name, told in head.items() if name != "__metadata__"}


def _tensor(mapped: mmap.mmap, start: int, told: Mapping[str, Any]) -> NDArray[Any]:
    place, shape = start + told["data_offsets"][0], told["shape"]
    kind: np.dtype[Any] = KINDS[told["dtype"]]
    if place % kind.itemsize:
        raise ValueError("the weights do not lie where they can be read in place")
    return np.frombuffer(mapped, kind, int(np.prod(shape, dtype=np.int64)), place).reshape(shape)
