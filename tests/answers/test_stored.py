"""The index in the data folder: saved by one process, opened by all, made anew when it cannot be used."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from helpwell.answers import stored
from helpwell.answers.index import Index
from helpwell.answers.rebuilding import is_stale, rebuild
from helpwell.answers.state import built
from helpwell.knowledge.models import Revision
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def of_its_own(data_folder: Path) -> None:
    """Nothing is saved yet."""


def engine_file(data_folder: Path) -> Path:
    (path,) = (data_folder / "index").glob("*.engine")
    return path


def finds(process: Index, question: str) -> bool:
    return bool(process.current().ask(question).hits)


def opening_only() -> Index:
    """A process that must not build."""
    return Index(make=lambda: pytest.fail("built anew"))


def test_a_process_opens_what_another_saved():
    publish("Parking garage")
    made = rebuild()

    process = opening_only()

    assert finds(process, "parking garage")
    assert process.current().version == made.version


def test_what_changed_since_it_was_saved_is_taken_in():
    publish("Parking garage")
    rebuild()
    gone = publish("Opening hours")
    rebuild()
    publish("Bicycle stand")
    gone.archive(by=None)

    process = opening_only()

    assert finds(process, "bicycle stand")
    assert not finds(process, "opening hours")


def test_a_running_process_takes_over_what_is_saved_anew():
    publish("Parking garage")
    process = Index()
    was = process.current()

    publish("Bicycle stand")
    rebuild()
    process.make = lambda: pytest.fail("built anew")

    assert process.current() is not was
    assert process.state is not None
    assert process.state.stamp == stored.stamp()
    assert finds(process, "bicycle stand")


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-100] + bytes(100),
        lambda whole: b"",
        lambda whole: b"of another version of Helpwell" + whole[30:],
    ],
    ids=["cut in half", "damaged", "empty", "foreign"],
)
def test_a_file_that_cannot_be_used_is_told_and_made_anew(data_folder: Path, harm):
    publish("Parking garage")
    rebuild()
    assert list(stored.troubles()) == []
    path = engine_file(data_folder)

    path.write_bytes(harm(path.read_bytes()))

    assert finds(Index(), "parking garage")
    (trouble,) = stored.troubles()
    assert not trouble.is_grave
    assert is_stale()
    rebuild()
    assert list(stored.troubles()) == []
    assert not is_stale()


def test_a_description_that_cannot_be_read_is_as_none(data_folder: Path):
    publish("Parking garage")
    rebuild()

    for nonsense in ("", "[]", "{}", '{"version": 3}', "\x00"):
        (data_folder / "index" / stored.NEWEST).write_text(nonsense)

        assert stored.newest() is None
        assert finds(Index(), "parking garage")


def test_a_database_that_was_put_back_gets_an_index_of_its_own():
    publish("Parking garage")
    rebuild()
    later = publish("Bicycle stand")
    rebuild()

    later.article.delete()
    Revision.objects.filter(translation=None).delete()

    assert stored.newest().fits is False
    assert not finds(Index(), "bicycle stand")


def test_the_index_of_another_database_is_not_opened(data_folder: Path):
    publish("Parking garage")
    rebuild()
    about = data_folder / "index" / stored.NEWEST
    about.write_text(json.dumps(json.loads(about.read_text()) | {"database": "elsewhere"}))

    assert stored.newest().fits is False
    assert finds(Index(), "parking garage")


def test_one_that_is_older_than_the_trail_is_made_anew(time_machine: TimeMachineFixture):
    publish("Parking garage")
    rebuild()

    time_machine.move_to(timezone.now() + timedelta(days=3))

    assert is_stale()
    assert finds(Index(), "parking garage")


def test_only_the_last_two_are_kept(data_folder: Path):
    for number in range(4):
        publish(f"Parking {number}")
        rebuild()

    assert len(list((data_folder / "index").glob("*.engine"))) == 2


def test_two_who_want_it_at_once_make_it_once(time_machine: TimeMachineFixture):
    publish("Parking garage")
    made = rebuild()

    time_machine.move_to(made.looked_at - timedelta(seconds=1), tick=False)  # when the other began to wait

    assert rebuild() == made


def test_an_engine_that_is_open_outlives_its_file(data_folder: Path):
    publish("Parking garage")
    rebuild()
    process = opening_only()
    assert finds(process, "parking garage")

    engine_file(data_folder).unlink()

    assert finds(process, "parking garage")
    assert built().engine.ask("parking garage").hits
