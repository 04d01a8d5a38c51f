"""Sentence encoders in a folder: what they compute, and what is said when they cannot."""

import json
import logging
import pickle
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pytest
from scipy.special import erf

from answer_engine import EncoderFailed, Hurried, SentenceFolder
from answer_engine.sentence_folder import MINILM
from tests.answer_engine.encoders import HEADS, LAYERS, WIDTH, WORDS, Subjects, bert_folder, bert_weights, onnx_folder

pytest.importorskip("tokenizers", reason="the extra onnx or semantic is not installed: ./run setup --onnx")
TEXTS = ["where is my parcel", "refund", "is the order a refund", "parcel my is where"]


@pytest.fixture
def bert(tmp_path: Path) -> SentenceFolder:
    return SentenceFolder(bert_folder(tmp_path / "bert"))


def test_a_row_for_each_text_what_it_means_of_length_one(bert: SentenceFolder):
    vectors = bert.encode(TEXTS)

    assert bert.has_depth
    assert vectors.shape == (4, 2 * WIDTH)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[:, :WIDTH], axis=1) == pytest.approx(np.ones(4))


def test_a_text_means_the_same_alone_and_among_others(bert: SentenceFolder):
    together = bert.encode(TEXTS)

    assert np.concatenate([bert.encode([text]) for text in TEXTS]) == pytest.approx(together, abs=1e-5)


def test_the_order_of_words_matters(bert: SentenceFolder):
    one, other = bert.encode([TEXTS[0], TEXTS[3]])

    assert one != pytest.approx(other, abs=1e-3)


def test_it_computes_what_a_plain_reading_of_the_paper_computes(bert: SentenceFolder):
    tokens = [WORDS.index(word) for word in ("[CLS]", "where", "is", "my", "parcel", "[SEP]")]

    end, underway = (plainly(tokens, layers).mean(axis=0) for layers in (LAYERS, 1))
    expected = [*(end / np.linalg.norm(end)), *(0.7 * underway / np.linalg.norm(underway))]
    assert bert.encode(["Where is my parcel"])[0] == pytest.approx(expected, abs=1e-5)


def plainly(tokens: list[int], layers: int) -> np.ndarray:
    """The same network token by token and head by head, in double precision, up to a layer."""
    own = {name: array.astype(float) for name, array in bert_weights().items()}

    def levelled(state: np.ndarray, name: str) -> np.ndarray:
        scaled = (state - state.mean()) / np.sqrt(state.var() + 1e-12)
        return scaled * own[f"{name}.LayerNorm.weight"] + own[f"{name}.LayerNorm.bias"]

    def through(state: np.ndarray, name: str) -> np.ndarray:
        return own[f"{name}.weight"] @ state + own[f"{name}.bias"]

    start = own["embeddings.position_embeddings.weight"] + own["embeddings.token_type_embeddings.weight"][0]
    words = own["embeddings.word_embeddings.weight"]
    states = [levelled(words[token] + start[place], "embeddings") for place, token in enumerate(tokens)]
    size = WIDTH // HEADS
    for layer in (f"encoder.layer.{number}" for number in range(layers)):
        asked, keys, values = (
            [through(state, f"{layer}.attention.self.{part}") for state in states] for part in ("query", "key", "value")
        )
        seen = [np.zeros(WIDTH) for _ in states]
        for head in (slice(start, start + size) for start in range(0, WIDTH, size)):
            for place, query in enumerate(asked):
                weights = np.exp([query[head] @ key[head] / np.sqrt(size) for key in keys])
                seen[place][head] = sum(
                    w * value[head] for w, value in zip(weights / weights.sum(), values, strict=True)
                )
        states = [
            levelled(state + through(found, f"{layer}.attention.output.dense"), f"{layer}.attention.output")
            for state, found in zip(states, seen, strict=True)
        ]
        inner = [through(state, f"{layer}.intermediate.dense") for state in states]
        inner = [value * (1 + erf(value / np.sqrt(2))) / 2 for value in inner]
        states = [
            levelled(state + through(one, f"{layer}.output.dense"), f"{layer}.output")
            for state, one in zip(states, inner, strict=True)
        ]
    return np.array(states)


def test_very_long_and_empty_texts_are_read(bert: SentenceFolder):
    assert np.isfinite(bert.encode(["parcel " * 500, "", "🎉"])).all()


def test_it_can_be_sent_to_another_process(bert: SentenceFolder):
    before = bert.encode(TEXTS)

    sent = pickle.dumps(bert)

    assert len(sent) < 1000
    assert (pickle.loads(sent).encode(TEXTS) == before).all()  # noqa: S301 - our own


def test_other_weights_are_another_encoder(bert: SentenceFolder, tmp_path: Path):
    other = bert_folder(tmp_path / "other" / "bert")
    weights = bytearray((other / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (other / "model.safetensors").write_bytes(weights)

    assert SentenceFolder(other).name != bert.name


@pytest.mark.parametrize(("pooling", "expected"), [("mean", [1, 6, 2]), ("cls", [1])])
def test_a_model_in_onnx_is_pooled_as_its_folder_says(tmp_path: Path, pooling: str, expected: list[int]):
    pytest.importorskip("onnxruntime", reason="the extra onnx is not installed: ./run setup --onnx")
    encoder = SentenceFolder(onnx_folder(tmp_path / "small", pooling))

    mean = bert_weights()["embeddings.word_embeddings.weight"][expected].mean(axis=0)

    assert encoder.encode(["parcel"])[0] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)


def test_what_cannot_be_run_is_refused_with_its_reason(bert: SentenceFolder):
    modules = [{"type": "sentence_transformers.models.Dense"}]
    (bert.path / "modules.json").write_text(json.dumps(modules))

    with pytest.raises(EncoderFailed, match="Dense"):
        bert.encode(TEXTS)


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_folder_that_lacks_something_is_refused(bert: SentenceFolder, missing: str):
    (bert.path / missing).unlink()

    with pytest.raises(EncoderFailed):
        bert.encode(TEXTS)


def test_a_damaged_file_is_refused(bert: SentenceFolder):
    weights = bert.path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:400])

    with pytest.raises(EncoderFailed):
        bert.encode(TEXTS)


class Slow(Subjects):
    """Takes its time."""

    def encode(self, texts):
        time.sleep(0.2)
        return super().encode(texts)


def test_nobody_waits_for_a_slow_encoder_and_then_it_rests(caplog: pytest.LogCaptureFixture):
    hurried = Hurried(Slow(), patience=0.01)
    caplog.set_level(logging.WARNING, "answer_engine.encoding")

    for _ in range(3):
        with pytest.raises(EncoderFailed, match=r"0\.01 seconds"):
            hurried.encode(["where is my parcel"])

    assert len(caplog.records) == 1
    assert len(hurried.encoder.read) <= 1


def test_a_quick_encoder_is_not_disturbed():
    hurried = Hurried(Subjects(), patience=5)

    assert hurried.encode(["my parcel"]).shape == (1, 4)
    assert hurried.trouble == ""


def has_minilm() -> bool:
    try:
        return bool(version(MINILM))
    except PackageNotFoundError:
        return False


@pytest.mark.skipif(not has_minilm(), reason="the extra semantic is not installed: ./run setup --semantic")
def test_the_english_encoder_knows_what_means_the_same():
    encoder = SentenceFolder.minilm()

    asked, same, other = encoder.encode(
        ["Where is my parcel?", "My delivery has not arrived yet", "How do I change my password?"]
    )

    asked, same, other = (row[: len(row) // 2] for row in (asked, same, other))
    # Published with the model: about 0.5 and more for paraphrases, about 0 for other subjects.
    assert asked @ same > 0.5 > 0.25 > asked @ other
    assert encoder.languages == {"en"}
    assert MINILM in encoder.name
