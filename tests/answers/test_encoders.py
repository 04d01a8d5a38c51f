"""An operator's sentence encoder: reads the articles in a process of its own, then questions; nobody waits for it."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from helpwell.answers import encoders, rebuilding, stored
from helpwell.answers.asking import Asker, ask
from helpwell.answers.index import Index, index
from helpwell.base.checkup import Trouble
from tests.answer_engine.encoders import Subjects
from tests.apart import database_url
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)
ENGLISH = Asker("en", frozenset({"public"}))


@pytest.fixture
def reader(httpserver: HTTPServer) -> Subjects:
    """What the server behind the address understands."""
    subjects = Subjects()

    def answer(request: Request) -> Response:
        if subjects.fails:
            return Response("out of order", 500)
        rows = subjects.encode(json.loads(request.data)["input"]).tolist()
        data = [{"index": place, "embedding": row} for place, row in enumerate(rows)]
        return Response(json.dumps({"data": data}), content_type="application/json")

    httpserver.expect_request("/v1/embeddings").respond_with_handler(answer)
    return subjects


@pytest.fixture
def address(
    httpserver: HTTPServer, reader: Subjects, data_folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address is set for this process and for those it starts."""
    address = httpserver.url_for("/v1")
    chosen = {"encoder": address, "encoder_model": "small", "encoder_languages": frozenset({"en"})}
    settings.HELPWELL = dataclasses.replace(settings.HELPWELL, **chosen, encoder_patience=5.0)
    for name, value in {
        "DJANGO_SETTINGS_MODULE": "helpwell.settings",
        "HELPWELL_DATA": str(data_folder),
        "HELPWELL_DATABASE_URL": database_url(),
        "HELPWELL_ENCODER": address,
        "HELPWELL_ENCODER_MODEL": "small",
        "HELPWELL_ENCODER_LANGUAGES": "en",
    }.items():
        monkeypatch.setenv(name, value)
    index.forget()
    yield address
    index.forget()


def titles(question: str) -> list[str]:
    return [article.title for article in ask(question, ENGLISH).articles]


def test_the_timetable_lets_the_encoder_read_and_questions_are_understood(address: str):
    publish("Forgotten credentials", language="en")
    process = Index(make=rebuilding.built_apart)
    assert process.current().encoder is None

    rebuilding.tend()

    assert process.current().encoder is not None
    assert titles("login") == ["Forgotten credentials"]
    assert process.without() == ""


def test_it_is_read_once_and_after_an_edit_only_what_is_new(address: str, reader: Subjects):
    publish("Forgotten credentials", language="en")
    rebuilding.tend()
    stored_first, _read = stored.stamp(), reader.read.clear()

    rebuilding.tend()
    assert stored.stamp() == stored_first
    index.current()
    publish("When is my package delivered", language="en")
    index.current()
    index.current()

    assert titles("parcel") == ["When is my package delivered"]
    assert not any("credentials" in text for text in reader.read)


def test_without_the_server_people_are_answered_and_the_operator_is_told(
    address: str, reader: Subjects, client: Client
):
    publish("Forgotten credentials", language="en")
    rebuilding.tend()
    index.current()
    reader.fails = True

    assert titles("forgotten credentials") == ["Forgotten credentials"]

    told = client.get("/readyz")
    assert told.status_code == 200
    assert "500" in told.json()["notes"]["encoder"]
    (trouble,) = encoders.troubles()
    assert address in trouble.what
    assert not trouble.is_grave


def test_without_a_choice_there_is_nothing_to_tell(client: Client):
    assert client.get("/readyz").json()["notes"] == {}
    assert list(encoders.troubles()) == list[Trouble]()


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"HELPWELL_ENCODER": "minilmm"}, "Give minilm, a folder"),
        ({"HELPWELL_ENCODER": "/nowhere/at/all"}, "Give minilm, a folder"),
        ({"HELPWELL_ENCODER": "https://embeddings.example/v1"}, "HELPWELL_ENCODER_MODEL"),
        ({"HELPWELL_ENCODER_PATIENCE": "soon"}, "HELPWELL_ENCODER_PATIENCE"),
    ],
)
def test_a_bad_choice_stops_the_start_with_a_sentence(tmp_path: Path, variables: dict[str, str], complaint: str):
    environment = os.environ | {"HELPWELL_DATA": str(tmp_path)} | variables

    started = subprocess.run(
        [sys.executable, "-c", "import helpwell.environment"], env=environment, capture_output=True, text=True
    )

    assert started.returncode == 1
    assert complaint in started.stderr
