"""Small sentence encoders of known behaviour: one in Python, and folders with weights as the libraries write them."""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from answer_engine import EncoderFailed, levelled

WORDS = ("[UNK]", "[CLS]", "[SEP]", "where", "is", "my", "parcel", "order", "refund", "the", "a")
WIDTH, INNER, LAYERS, HEADS = 8, 16, 2, 2
SUBJECTS = {
    "parcel": 0, "shipment": 0, "package": 0, "delivery": 0, "arrive": 0,
    "refund": 1, "money": 1, "reimbursed": 1,
    "password": 2, "passkey": 2, "login": 2, "credentials": 2,
}  # fmt: skip


@dataclass
class Subjects:
    """Understands what a text is about by some words; counts what it reads, and fails when told to."""

    languages: frozenset[str] = frozenset({"en"})
    name: str = "subjects 1"
    fails: bool = False
    has_depth: bool = False
    read: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        if self.fails:
            raise EncoderFailed("is out of order")
        self.read += texts
        rows = np.full((len(texts), 4), 0.01, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace("?", " ").split():
                if word in SUBJECTS:
                    row[SUBJECTS[word]] += 1
            row[3] += 0.1
        return levelled(rows)


def bert_weights() -> dict[str, np.ndarray]:
    """Weights of a very small BERT, always the same."""
    draw = np.random.default_rng(7)

    def of(*shape: int) -> np.ndarray:
        return draw.normal(0, 0.4, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": of(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": of(16, WIDTH),
        "embeddings.token_type_embeddings.weight": of(2, WIDTH),
        "embeddings.LayerNorm.weight": 1 + of(WIDTH),
        "embeddings.LayerNorm.bias": of(WIDTH),
    }
    for layer in range(LAYERS):
        start = f"encoder.layer.{layer}"
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            weights |= {f"{start}.{part}.weight": of(WIDTH, WIDTH), f"{start}.{part}.bias": of(WIDTH)}
        weights |= {
            f"{start}.intermediate.dense.weight": of(INNER, WIDTH),
            f"{start}.intermediate.dense.bias": of(INNER),
        }
        weights |= {f"{start}.output.dense.weight": of(WIDTH, INNER), f"{start}.output.dense.bias": of(WIDTH)}
        for part in ("attention.output", "output"):
            weights |= {f"{start}.{part}.LayerNorm.weight": 1 + of(WIDTH), f"{start}.{part}.LayerNorm.bias": of(WIDTH)}
    return weights


def bert_folder(folder: Path) -> Path:
    """As sentence-transformers saves a model with safetensors."""
    config = {"hidden_act": "gelu", "num_hidden_layers": LAYERS, "num_attention_heads": HEADS}
    config |= {"layer_norm_eps": 1e-12, "max_position_embeddings": 16}
    _common(folder)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").write_bytes(_safetensors(bert_weights()))
    return folder


def onnx_folder(folder: Path, pooling: str = "mean") -> Path:
    """As sentence-transformers saves a model in ONNX: here a table of word vectors and nothing else."""
    _common(folder, pooling)
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(_onnx(bert_weights()["embeddings.word_embeddings.weight"]))
    return folder


def _common(folder: Path, pooling: str = "mean") -> None:
    parts = ("Transformer", "Pooling", "Normalize")
    modules = [{"type": f"sentence_transformers.models.{part}"} for part in parts]
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "modules.json").write_text(json.dumps(modules))
    told = {"pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": pooling == "mean"}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(told))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 12}))
    template = {"type": "TemplateProcessing", "pair": [{"Sequence": {"id": "A", "type_id": 0}}]}
    template["single"] = [
        {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
    ]
    template["special_tokens"] = {
        name: {"id": name, "ids": [WORDS.index(name)], "tokens": [name]} for name in ("[CLS]", "[SEP]")
    }
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "decoder": None,
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": template,
        "model": {"type": "WordLevel", "vocab": {word: n for n, word in enumerate(WORDS)}, "unk_token": "[UNK]"},
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def _safetensors(arrays: dict[str, np.ndarray]) -> bytes:
    head, body = {}, b""
    for name, array in arrays.items():
        end = len(body) + array.nbytes
        head[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(body), end]}
        body += array.tobytes()
    told = json.dumps(head).encode()
    told += b" " * (-len(told) % 8)
    return struct.pack("<Q", len(told)) + told + body


def _onnx(table: np.ndarray) -> bytes:
    """One Gather from the table, in protobuf's wire format; field numbers as in onnx.proto3."""
    tensor = _whole(1, table.shape[0]) + _whole(1, table.shape[1]) + _whole(2, 1) + _text(8, "table")
    tensor += _piece(9, table.astype("<f4").tobytes())
    node = _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state") + _text(4, "Gather")
    asked, told = (
        _value("input_ids", 7, ("texts", "tokens")),
        _value("last_hidden_state", 1, ("texts", "tokens", WIDTH)),
    )
    graph = _piece(1, node) + _text(2, "words") + _piece(5, tensor) + _piece(11, asked) + _piece(12, told)
    return _whole(1, 8) + _piece(7, graph) + _piece(8, _text(1, "") + _whole(2, 13))


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    sizes = b"".join(_piece(1, _whole(1, one) if isinstance(one, int) else _text(2, one)) for one in shape)
    return _text(1, name) + _piece(2, _piece(1, _whole(1, kind) + _piece(2, sizes)))


def _whole(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _text(number: int, value: str) -> bytes:
    return _piece(number, value.encode())


def _piece(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + _varint(rest) if rest else bytes([low])
