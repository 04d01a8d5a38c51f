"""A backup taken while people write comes back equal, and a bad one changes nothing."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from helpwell.base import snapshot
from helpwell.base.aside import put_aside
from helpwell.base.restore import unpack
from helpwell.conversations.models import Message
from helpwell.conversations.search import search
from helpwell.people.models import User
from tests.factories import UserFactory, write

ROOT = Path(__file__).resolve().parents[2]


WRITTEN = "from tests.factories import write; write('The lighthouse is broken')"
FOUND = """
from helpwell.conversations.search import search
from helpwell.people.models import User
from tests.factories import UserFactory, write
agent = UserFactory(role=User.Role.ADMIN)
write('Another lighthouse')
print(len(search('lighthouse', agent)))
"""


def manage(data: Path, *command: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, on a data folder of its own."""
    environment = {**os.environ, "HELPWELL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "helpwell.settings", **more}
    done = subprocess.run(
        [sys.executable, "-m", "django", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert not check or done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an article and a file."""
    if os.environ.get("HELPWELL_DATABASE_URL"):
        pytest.skip("it brings data of its own, once is enough")
    folder = tmp_path_factory.mktemp("house")
    data = folder / "data"
    manage(data, "migrate", "-v0")
    (folder / "a.jsonl").write_text(json.dumps({"id": "a", "lang": "en", "title": "A", "body": "Text."}))
    manage(data, "import", str(folder / "a.jsonl"))
    manage(data, "shell", "-c", WRITTEN)
    (data / "files" / "attachments").mkdir(parents=True)
    (data / "files" / "attachments" / "ünï.bin").write_bytes(os.urandom(300_000))
    return data


@pytest.fixture(scope="module")
def backup(house: Path) -> Path:
    target = house.parent / "backup.tar.gz"
    manage(house, "backup", str(target))
    return target


def content_of(data: Path) -> dict[str, str]:
    """Every file and every table by its hash."""
    with closing(sqlite3.connect(data / "helpwell.sqlite3")) as database:
        dump = "\n".join(database.iterdump()).encode()
    files = {path.relative_to(data).as_posix(): path.read_bytes() for path in (data / "files").rglob("*.bin")}
    files["secret_key"], files["database"] = (data / "secret_key").read_bytes(), dump
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_what_comes_back_is_equal_by_hash(house: Path, backup: Path, tmp_path: Path):
    done = manage(tmp_path / "new", "restore", str(backup))

    assert "each checked by its hash" in done.stdout
    assert content_of(tmp_path / "new") == content_of(house)


def test_conversations_are_found_after_coming_back(backup: Path, tmp_path: Path):
    manage(tmp_path / "new", "restore", str(backup))

    found = manage(tmp_path / "new", "shell", "-v0", "-c", FOUND)

    assert found.stdout.strip() == "2"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a PostgreSQL dump")
@pytest.mark.django_db(transaction=True)
def test_conversations_are_found_after_a_dump_comes_back(tmp_path: Path):
    admin = UserFactory(role=User.Role.ADMIN)
    before = write("The lighthouse is broken").conversation
    snapshot.take(tmp_path / snapshot.POSTGRES)

    Message.objects.all().delete()
    snapshot.put_back(tmp_path / snapshot.POSTGRES, replace=True)
    after = write("Another lighthouse").conversation

    assert {hit.conversation for hit in search("lighthouse", admin)} == {before, after}


def test_exports_are_left_out_for_they_can_be_made_again(house: Path, tmp_path: Path):
    (house / "files" / "exports").mkdir(exist_ok=True)
    (house / "files" / "exports" / "big.bin").write_bytes(b"x")

    manage(house, "backup", str(tmp_path / "b.tar.gz"))

    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        assert not [name for name in archive.getnames() if "exports" in name]
    (house / "files" / "exports" / "big.bin").unlink()


def test_only_its_owner_can_read_a_backup(backup: Path):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_under_writes_is_whole(house: Path, tmp_path: Path):
    stop = threading.Event()

    def write() -> None:
        number = 0
        with closing(sqlite3.connect(house / "helpwell.sqlite3", timeout=20)) as database:
            database.execute("CREATE TABLE IF NOT EXISTS pairs (one INTEGER, two INTEGER)")
            while not stop.is_set():
                number += 1
                with database:
                    database.execute("INSERT INTO pairs VALUES (?, 0)", (number,))
                    database.execute("UPDATE pairs SET two = one WHERE one = ?", (number,))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        manage(house, "backup", str(tmp_path / "busy.tar.gz"))
    finally:
        stop.set()
        writer.join()
    manage(tmp_path / "new", "restore", str(tmp_path / "busy.tar.gz"))

    with closing(sqlite3.connect(tmp_path / "new" / "helpwell.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM pairs WHERE one != two").fetchone() == (0,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_used_data_folder_is_left_alone(house: Path, backup: Path):
    before = content_of(house)

    done = manage(house, "restore", str(backup), check=False)

    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert content_of(house) == before


def test_replacing_keeps_what_was_there(house: Path, backup: Path, tmp_path: Path):
    manage(tmp_path / "used", "migrate", "-v0")
    key = (tmp_path / "used" / "secret_key").read_text()

    manage(tmp_path / "used", "restore", str(backup), "--replace")

    aside = next((tmp_path / "used").glob("before-restore-*"))
    assert (aside / "secret_key").read_text() == key
    assert (aside / "helpwell.sqlite3").exists()
    assert (tmp_path / "used" / "secret_key").read_bytes() == (house / "secret_key").read_bytes()


def test_a_database_outside_of_the_data_folder_is_kept_beside_itself(backup: Path, tmp_path: Path):
    database = tmp_path / "elsewhere" / "our.sqlite3"
    database.parent.mkdir()
    outside = {"HELPWELL_DATABASE_URL": f"sqlite:///{database}"}
    manage(tmp_path / "used", "migrate", "-v0", **outside)
    manage(tmp_path / "used", "shell", "-c", WRITTEN.replace("lighthouse", "harbour"), **outside)

    done = manage(tmp_path / "used", "restore", str(backup), "--replace", **outside)

    aside = next(database.parent.glob("our.sqlite3.before-restore-*"))
    assert said_in(aside) == ["The harbour is broken"]
    assert said_in(database) == ["The lighthouse is broken"]
    assert str(aside) in done.stdout


def test_a_database_of_another_name_is_in_a_backup_once(tmp_path: Path):
    own = {"HELPWELL_DATABASE_URL": f"sqlite:///{tmp_path / 'house' / 'own.sqlite3'}"}
    manage(tmp_path / "house", "migrate", "-v0", **own)

    manage(tmp_path / "house", "backup", str(tmp_path / "backup.tar.gz"), **own)

    with tarfile.open(tmp_path / "backup.tar.gz") as archive:
        assert [name for name in archive.getnames() if "sqlite3" in name] == [snapshot.SQLITE]


def said_in(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [text for (text,) in opened.execute("SELECT text FROM conversations_message")]


def test_what_was_put_aside_comes_back_over_what_came_in_its_place(tmp_path: Path):
    data, database = tmp_path / "data", tmp_path / "our.sqlite3"
    (data / "files").mkdir(parents=True)
    (data / "files" / "a").write_text("ours")
    database.write_text("ours")
    wal = tmp_path / "our.sqlite3-wal"
    wal.write_text("ours, too")

    aside = put_aside(data, database, "today")
    (data / "files").mkdir()
    (data / "files" / "b").write_text("of the backup")
    database.write_text("of the backup")
    assert not wal.exists()
    aside.take_back()

    assert [path.name for path in (data / "files").iterdir()] == ["a"]
    assert (database.read_text(), wal.read_text()) == ("ours", "ours, too")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "our.sqlite3", "our.sqlite3-wal"]
    assert [path.name for path in data.iterdir()] == ["files"]


def rebuilt(backup: Path, target: Path, change: dict[str, bytes | None], extra: tarfile.TarInfo | None = None) -> Path:
    """The backup with some members changed (None: left out) and perhaps one more."""
    with tarfile.open(backup) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            content = change.get(member.name, old.extractfile(member).read())  # type: ignore[union-attr]
            if content is not None:
                member.size = len(content)
                new.addfile(member, BytesIO(content))
        if extra:
            new.addfile(extra)
    return target


def link() -> tarfile.TarInfo:
    member = tarfile.TarInfo("data/link")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return member


@pytest.mark.parametrize(
    ("change", "extra", "why"),
    [
        ({"data/secret_key": b"forged"}, None, "not what they were"),
        ({"data/secret_key": None}, None, "not what they were"),
        ({"manifest.json": None}, None, "list of contents is missing"),
        ({"manifest.json": b"[1]"}, None, "mapping"),
        ({}, tarfile.TarInfo("../../evil"), "does not belong there"),
        ({}, tarfile.TarInfo("/evil"), "does not belong there"),
        ({}, tarfile.TarInfo("data/../../evil"), "does not belong there"),
        ({}, tarfile.TarInfo("data/more"), "not what they were"),
        ({}, link(), "does not belong there"),
    ],
)
def test_a_backup_that_was_tampered_with_is_noticed(
    backup: Path, tmp_path: Path, change: dict[str, bytes | None], extra: tarfile.TarInfo | None, why: str
):
    forged = rebuilt(backup, tmp_path / "forged.tar.gz", change, extra)

    with pytest.raises((ValueError, TypeError), match=why):
        unpack(forged, tmp_path / "new" / "staging")

    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\x1f\x8b\x08\x00 half"])
def test_any_other_file_is_noticed(tmp_path: Path, content: bytes):
    (tmp_path / "x.tar.gz").write_bytes(content)

    with pytest.raises((tarfile.TarError, EOFError)):
        unpack(tmp_path / "x.tar.gz", tmp_path / "staging")


def test_a_bad_backup_changes_nothing_and_is_named(backup: Path, tmp_path: Path):
    rebuilt(backup, tmp_path / "forged.tar.gz", {"data/secret_key": b"forged"})

    done = manage(tmp_path / "new", "restore", str(tmp_path / "forged.tar.gz"), check=False)

    assert done.returncode == 1
    assert "forged.tar.gz is no backup of Helpwell, or it is damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_half_a_backup_is_noticed(backup: Path, tmp_path: Path):
    (tmp_path / "half.tar.gz").write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])

    with pytest.raises(EOFError):
        unpack(tmp_path / "half.tar.gz", tmp_path / "staging")


def test_a_backup_inside_the_data_folder_is_refused(house: Path):
    done = manage(house, "backup", str(house / "backup.tar.gz"), check=False)

    assert "outside" in done.stderr
