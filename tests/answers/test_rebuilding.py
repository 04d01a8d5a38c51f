"""The index made by a process of its own, as a server and its worker have it done."""

from pathlib import Path

import pytest

from helpwell.answers import rebuilding, stored
from helpwell.answers.index import Index
from helpwell.answers.models import Question
from helpwell.answers.rebuilding import built_apart, tend
from tests.apart import database_url
from tests.factories import QuestionFactory, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def as_a_child_finds_it(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of their own are told of this database and folder as an operator tells them."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "helpwell.settings")
    monkeypatch.setenv("HELPWELL_DATA", str(data_folder))
    monkeypatch.setenv("HELPWELL_DATABASE_URL", database_url())


def test_a_large_site_is_read_by_another_process_and_only_opened_here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rebuilding, "LARGE", 0)
    publish("Parking garage")

    process = Index(make=built_apart)

    assert process.current().ask("parking garage").hits
    assert process.state is not None
    assert process.state.stamp == stored.stamp() != ""


def test_a_small_site_is_read_here_and_saved():
    publish("Parking garage")

    process = Index(make=built_apart)

    assert process.current().ask("parking garage").hits
    assert stored.newest() is not None


def test_a_folder_that_cannot_be_written_costs_nobody_an_answer(data_folder: Path):
    publish("Parking garage")
    (data_folder / "index").write_text("a file where the folder should be")

    assert Index(make=built_apart).current().ask("parking garage").hits


def test_the_timetable_does_not_wait_for_who_is_at_it():
    publish("Parking garage")

    with stored.alone():
        tend()
        assert stored.newest() is None

    tend()
    assert stored.newest() is not None


def test_the_timetable_learns_in_another_process_and_servers_take_it_over():
    article, other = publish("Replace a nose pad"), publish("Opening hours")
    server = Index(make=built_apart)
    assert not server.current().lessons.question_count
    for number in range(6):
        for text, opened in ((f"squishy bit {number} is gone", article), (f"are you there at {number}", other)):
            question = QuestionFactory(text=text)
            question.open(opened, rank=1)
            question.end(Question.Result.CONFIRMED)

    tend()

    assert server.current().lessons.question_count == 12
    assert server.current().ask("the squishy bit").hits[0].passage.title == "Replace a nose pad"
    made = stored.stamp()
    tend()
    assert stored.stamp() == made
