"""An engine kept as a file answers as the one that was saved, and a bad file is told from a good one."""

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer_engine import (
    AnswerEngine,
    BadEngineFile,
    Document,
    PastQuestion,
    Synonym,
    open_engine,
    save_engine,
)
from answer_engine.learning import learn
from tests.answer_engine.test_learning import ARTICLES, PAST, WORDINGS
from tests.answer_engine.test_odd_input import ARTICLES as ODD_ARTICLES
from tests.answer_engine.test_odd_input import ODD_QUESTIONS

SITE = (
    *ODD_ARTICLES,
    *ARTICLES,
    Document(
        "frame", "de", "Brillengestell gebrochen", "# Kosten\nWir ersetzen es.\n\n# Dauer\nDrei Tage.", ("Fassung",)
    ),
    Document("frame", "en", "Broken frame", "# Price\nWe replace it.\n\n# Time\nThree days.", topic="Repair"),
    Document("odd", "en", "Half a letter \ud800", "", ("a\x00b", "")),
)
ASKED = (*PAST, PastQuestion("who made the moon", None), PastQuestion("fassung kaputt", "frame", "de", 3.0))
MAPS = Path("/proc/self/maps")
EVERYBODY = frozenset({"public", "internal"})
WORDS = sorted({word for wordings in WORDINGS.values() for wording in wordings for word in wording.split()})


@pytest.fixture(scope="module")
def built():
    synonyms = [Synonym("en", "specs", "frame")]
    lessons = learn(SITE, ASKED, processes=1).lessons
    return AnswerEngine.build(SITE, ASKED, synonyms, ("en", "de")).taught(lessons)


@pytest.fixture(scope="module")
def file(built, tmp_path_factory):
    path = tmp_path_factory.mktemp("engine") / "site.engine"
    save_engine(built, path)
    return path


@pytest.fixture(scope="module")
def opened(file):
    return open_engine(file)


@pytest.mark.skipif(not MAPS.exists(), reason="only Linux tells what a process has mapped")
def test_an_engine_nobody_uses_any_more_lets_go_of_its_file(built, tmp_path):
    path = tmp_path / "former.engine"
    save_engine(built, path)
    gc.disable()  # as in a server, which freezes what there is when an engine takes over

    former = open_engine(path)
    everything(former, "frame broken")
    was_mapped = str(path) in MAPS.read_text()
    del former
    is_mapped = str(path) in MAPS.read_text()

    gc.enable()
    assert (was_mapped, is_mapped) == (True, False)


def everything(engine, question, language=""):
    return (
        engine.ask(question, language=language, audiences=EVERYBODY, topic="Repair"),
        engine.ask(question, language=language),
        engine.suggest(question, language=language, topic="Repair"),
        engine.complete(question, language=language),
    )


@pytest.mark.parametrize("question", ODD_QUESTIONS.values(), ids=ODD_QUESTIONS.keys())
def test_an_opened_engine_answers_odd_questions_as_the_saved_one(built, opened, question):
    assert everything(opened, question) == everything(built, question)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["Brillengestel", "gummi", "specs", "wher", "ordr", *WORDS]), max_size=8).map(" ".join)
    | st.text(max_size=40),
    st.sampled_from(["", "de", "en", "lv"]),
)
def test_an_opened_engine_answers_every_question_as_the_saved_one(built, opened, question, language):
    assert everything(opened, question, language) == everything(built, question, language)


def test_an_opened_engine_is_of_the_same_version_and_as_cautious(built, opened):
    assert opened.version == built.version
    assert opened.threshold(0.1) == built.threshold(0.1)
    assert tuple(opened.past_questions) == tuple(built.past_questions)


def test_an_opened_engine_takes_changes_in(built, opened):
    changed = [Document("frame", "en", "Bent temple", "We straighten it."), Document("new", "lv", "Sūtījums", "Rīt.")]

    updated = opened.updated(changed, [("order", "en")])

    assert everything(updated, "bent temple") == everything(built.updated(changed, [("order", "en")]), "bent temple")
    assert updated.ask("bent temple").passage.document_id == "frame"


def test_an_updated_engine_can_be_saved_again(built, tmp_path):
    updated = built.updated([Document("new", "lv", "Kur ir sūtījums", "Rīt.")])
    save_engine(updated, tmp_path / "site.engine")

    save_engine(open_engine(tmp_path / "site.engine"), tmp_path / "again.engine")

    again = open_engine(tmp_path / "again.engine")
    assert everything(again, "kur sutijums") == everything(updated, "kur sutijums")


def test_an_engine_without_documents_can_be_saved(tmp_path):
    save_engine(AnswerEngine.build([]), tmp_path / "empty.engine")

    assert open_engine(tmp_path / "empty.engine").ask("anything").hits == ()


def test_who_has_a_file_open_keeps_it_when_it_is_replaced(built, tmp_path):
    path = tmp_path / "site.engine"
    save_engine(built, path)
    former = open_engine(path)

    save_engine(replace(built, shelves=()), path)

    assert former.ask("broken frame").passage.document_id == "frame"
    assert open_engine(path).ask("broken frame").hits == ()


def test_saving_leaves_nothing_else_in_the_folder(file):
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_failed_save_leaves_the_former_file(built, tmp_path):
    path = tmp_path / "site.engine"
    save_engine(built, path)

    with pytest.raises(TypeError):
        save_engine(replace(built, version=object()), path)

    assert open_engine(path).version == built.version
    assert [path.name for path in tmp_path.iterdir()] == [path.name]


def with_byte(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


BAD = {
    "missing": None,
    "empty": lambda good: b"",
    "a letter": lambda good: b"x",
    "cut in half": lambda good: good[: len(good) // 2],
    "cut in the head": lambda good: good[:40],
    "longer": lambda good: good + b"\0",
    "a bit flipped in the arrays": lambda good: with_byte(good, len(good) // 2),
    "a bit flipped in the description": lambda good: with_byte(good, len(good) - 2),
    "a bit flipped in the head": lambda good: with_byte(good, 60),
    "made by other code": lambda good: with_byte(good, 20),
    "another format": lambda good: b"SQLite format 3\0" + good[16:],
}


@pytest.mark.parametrize("spoil", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_a_sentence_that_names_it(file, tmp_path, spoil):
    path = tmp_path / "bad.engine"
    if spoil:
        path.write_bytes(spoil(file.read_bytes()))

    with pytest.raises(BadEngineFile, match=r"bad\.engine"):
        open_engine(path)
