"""Moving in and out from the desk."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from helpwell.answers.asking import Asker, ask
from helpwell.answers.moving import bring_in_waiting, take_out_waiting
from helpwell.desk.forms import moving as forms
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.importing.pasting import json_lines_of
from helpwell.knowledge.models import Article, Export, Import
from helpwell.people.models import Event, User
from tests.factories import publish

pytestmark = pytest.mark.django_db

ROWS = '{"id": "a", "lang": "en", "title": "A", "body": "Text."}\n{broken\n'


def upload(client: Client, content: str | bytes, name: str = "faq.jsonl") -> Import:
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    response = client.post("/desk/moving/", {"file": file, "language": "en"})
    assert response.status_code == 302, response.content.decode()
    bring_in_waiting()
    return Import.objects.latest("pk")


def test_an_uploaded_file_is_brought_in_with_a_report(desk: Client, editor):
    task = upload(desk, ROWS)

    page = desk.get(f"/desk/moving/imports/{task.pk}/").content.decode()
    assert "2 rows:" in page
    assert "not valid JSON" in page
    assert task.by == editor
    assert not task.file


def test_the_report_can_show_only_what_needs_a_look(desk: Client):
    task = upload(desk, ROWS)

    page = desk.get(f"/desk/moving/imports/{task.pk}/?only=notes").content.decode()

    assert "line 2" in page
    assert "line 1" not in page


def test_rows_left_out_can_be_downloaded(desk: Client):
    task = upload(desk, ROWS)

    response = desk.get(f"/desk/moving/imports/{task.pk}/left-out/")

    assert "attachment" in response["Content-Disposition"]
    assert json.loads(response.content)["unreadable"] == "{broken"


def test_while_it_runs_the_page_asks_again(desk: Client):
    task = Import.objects.create(name="x", state=Import.State.RUNNING, total=10, done=3)

    page = desk.get(f"/desk/moving/imports/{task.pk}/", headers={"hx-request": "true"}).content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert 'value="30"' in page


def test_a_file_nobody_can_read_is_named_with_what_to_do(desk: Client):
    task = upload(desk, b"PK\x03\x04 no archive", "table.xlsx")

    assert "save it again" in desk.get(f"/desk/moving/imports/{task.pk}/").content.decode()


def test_an_import_left_by_a_process_that_died_is_taken_up_again(desk: Client):
    desk.post("/desk/moving/", {"file": SimpleUploadedFile("a.jsonl", ROWS.encode()), "language": "en"})
    long_ago = timezone.now() - timedelta(minutes=5)
    Import.objects.update(state=Import.State.RUNNING, alive_at=long_ago, done=1)

    bring_in_waiting()

    assert Import.objects.get().state == "done"
    assert Article.objects.count() == 1


def test_one_that_is_being_worked_on_is_left_alone(desk: Client):
    desk.post("/desk/moving/", {"file": SimpleUploadedFile("a.jsonl", ROWS.encode()), "language": "en"})
    Import.objects.update(state=Import.State.RUNNING)

    bring_in_waiting()

    assert Import.objects.get().state == "running"


def test_ten_pasted_questions_are_found_at_once(desk: Client):
    text = "\n\n".join(f"How do I do thing{n}?\nLike this, {n} times." for n in range(9))
    text += "\n\nCan I park my bicycle?\nYes, behind the shop."

    desk.post("/desk/moving/", {"text": text, "language": "en", "pasted": "1"})
    bring_in_waiting()

    assert Article.objects.count() == 10
    assert ask("where to park bicycle", Asker("en", PUBLIC)).articles[0].title == "Can I park my bicycle?"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("A?\nYes.\n\nB?\nNo.", [("A?", "Yes."), ("B?", "No.")]),
        ("A?\nYes.\n\nAnd more.\n\nB?\nNo.", [("A?", "Yes.\n\nAnd more."), ("B?", "No.")]),
        ("A?\tYes.\nB?\tNo.", [("A?", "Yes."), ("B?", "No.")]),
        ("Q: A?\nA: Yes.\r\n\r\n2. B?\nNo.", [("A?", "Yes."), ("B?", "No.")]),
        (
            "Opening hours\nNine to six.\n\nParking\nBehind.",
            [("Opening hours", "Nine to six."), ("Parking", "Behind.")],
        ),
    ],
)
def test_pasted_text_is_understood(text: str, pairs: list[tuple[str, str]]):
    rows = [json.loads(line) for line in json_lines_of(text, "en").splitlines()]

    assert [(row["title"], row["body"]) for row in rows] == pairs


@pytest.mark.parametrize("sent", [{}, {"text": "  \n ", "pasted": "1"}])
def test_nothing_at_all_is_said_to_be_nothing(desk: Client, sent: dict[str, str]):
    response = desk.post("/desk/moving/", {**sent, "language": "en"})

    assert response.status_code == 422
    assert "nothing here to import" in response.content.decode()


def test_a_file_that_is_too_large_is_turned_away(desk: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(forms, "LARGEST", 10)

    response = desk.post("/desk/moving/", {"file": SimpleUploadedFile("a.csv", b"x" * 11), "language": "en"})

    assert response.status_code == 422
    assert "64 MB" in response.content.decode()


@pytest.fixture
def office(admin: User) -> Client:
    """A browser in which an admin is signed in."""
    client = Client()
    client.force_login(admin)
    return client


def ask_for_export(office: Client) -> Export:
    office.post("/desk/moving/export/")
    take_out_waiting()
    return Export.objects.latest("pk")


def fetch(client: Client, task: Export) -> Any:
    return client.get(f"/desk/moving/export/{task.pk}/")


def test_an_export_is_made_outside_of_the_request_and_can_be_uploaded_again(office: Client, desk: Client):
    publish("Opening hours", public_id="hours")
    office.post("/desk/moving/export/")
    assert "is being made" in office.get("/desk/moving/").content.decode()
    take_out_waiting()
    task = Export.objects.get()
    assert f"/desk/moving/export/{task.pk}/" in office.get("/desk/moving/").content.decode()

    zipped = b"".join(fetch(office, task).streaming_content)
    Article.objects.all().delete()
    upload(desk, zipped, "export.zip")

    assert Article.objects.get().public_id == "hours"


def test_asking_twice_makes_one_export(office: Client):
    office.post("/desk/moving/export/")
    office.post("/desk/moving/export/")

    assert Export.objects.count() == 1


def test_while_an_export_is_made_the_page_asks_again(office: Client):
    Export.objects.create(state=Export.State.RUNNING, total=10, done=3)

    page = office.get("/desk/moving/export/", headers={"hx-request": "true"}).content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert 'value="30"' in page


def test_an_export_is_for_admins_only_and_it_is_noted_who_fetched_it(office: Client, desk: Client, admin: User):
    task = ask_for_export(office)

    assert fetch(desk, task).status_code == 404
    assert fetch(Client(), task).status_code in {302, 404}
    response = fetch(office, task)
    assert response["Cache-Control"] == "private, no-store"
    assert "attachment" in response["Content-Disposition"]
    assert Event.objects.about(task).get(kind="export.fetched").by == admin


def test_an_export_is_kept_for_some_days_only(office: Client):
    task = ask_for_export(office)
    path = Path(task.file.path)

    with time_machine.travel(timezone.now() + timedelta(days=4)):
        office.force_login(User.objects.get(role="admin"))
        assert fetch(office, task).status_code == 404
        assert f"/desk/moving/export/{task.pk}/" not in office.get("/desk/moving/").content.decode()
        Export.objects.forget_old()

    assert not path.exists()


def test_a_new_export_replaces_the_earlier_one(office: Client):
    earlier = ask_for_export(office)

    later = ask_for_export(office)

    assert fetch(office, earlier).status_code == 404
    assert fetch(office, later).status_code == 200


def test_an_export_left_by_a_process_that_died_is_made_again(office: Client):
    Export.objects.create(state=Export.State.RUNNING, alive_at=timezone.now() - timedelta(minutes=5))

    take_out_waiting()

    assert Export.objects.get().is_kept


def test_an_export_without_room_says_why(office: Client, settings: Any, tmp_path: Path):
    (tmp_path / "full").write_text("a file where a folder should be")
    settings.MEDIA_ROOT = tmp_path / "full"

    task = ask_for_export(office)

    assert task.state == "failed"
    assert "could not be made" in office.get("/desk/moving/").content.decode()


def test_an_archive_that_leads_out_of_itself_is_refused(desk: Client):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.md", "x")

    assert "leads out of it" in upload(desk, out.getvalue(), "a.zip").problem


def test_only_admins_take_everything_out(desk: Client):
    assert desk.post("/desk/moving/export/").status_code == 404


def test_without_a_token_nothing_comes_in(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post("/desk/moving/", {"text": "A?\nB.", "language": "en"})

    assert response.status_code == 403
    assert not Import.objects.exists()
