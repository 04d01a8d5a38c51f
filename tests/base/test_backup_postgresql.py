"""The same promise on PostgreSQL: a backup comes back equal, into an empty or a used database."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.with_servers import postgresql

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installation:
    """A data folder and its database."""

    data: Path
    database: str

    def manage(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A command in a process of its own."""
        own = {"HELPWELL_DATA": str(self.data), "HELPWELL_DATABASE_URL": self.database}
        done = subprocess.run(
            [sys.executable, "-m", "django", *command],
            cwd=ROOT,
            env={**os.environ, **own, "DJANGO_SETTINGS_MODULE": "helpwell.settings"},
            capture_output=True,
            text=True,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table."""
        with psycopg.connect(self.database) as connection:
            named = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            names = [row[0] for row in named.fetchall()]
            return {
                name: sorted(connection.execute(SQL("SELECT * FROM {}").format(Identifier(name))), key=str)
                for name in names
            }

    def import_article(self, public_id: str) -> None:
        path = self.data.parent / f"{public_id}.jsonl"
        path.write_text(json.dumps({"id": public_id, "lang": "en", "title": public_id, "body": "Text."}))
        self.manage("import", str(path))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL of our own; its address without a database's name."""
    if os.environ.get("HELPWELL_DATABASE_URL"):
        pytest.skip("it brings a server of its own, once is enough")
    if not shutil.which("pg_dump"):
        pytest.skip("PostgreSQL is not installed here")
    with tempfile.TemporaryDirectory(prefix="helpwell-backup-") as folder:
        Path(folder).chmod(0o755)
        try:
            with postgresql(Path(folder) / "server") as address:
                yield address.rpartition("/")[0]
        except FileNotFoundError:
            pytest.skip("PostgreSQL is not installed here")


def installation(server: str, folder: Path, name: str, *, like: str = "template1") -> Installation:
    """One with an empty database, or with what the one it is like holds."""
    with psycopg.connect(f"{server}/helpwell", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return Installation(folder / name, f"{server}/{name}")


@pytest.fixture(scope="module")
def house(server: str, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """One with an article and a file."""
    house = installation(server, tmp_path_factory.mktemp("postgresql"), "house")
    house.manage("migrate", "-v0")
    house.import_article("a")
    (house.data / "files" / "attachments").mkdir(parents=True)
    (house.data / "files" / "attachments" / "x.bin").write_bytes(os.urandom(100_000))
    return house


@pytest.fixture(scope="module")
def backup(house: Installation) -> Path:
    target = house.data.parent / "backup.tar.gz"
    house.manage("backup", str(target))
    return target


def test_a_backup_comes_back_equal_into_an_empty_database(
    server: str, house: Installation, backup: Path, tmp_path: Path
):
    new = installation(server, tmp_path, "new")

    done = new.manage("restore", str(backup))

    assert "each checked by its hash" in done.stdout
    assert new.content() == house.content()
    file = Path("files/attachments/x.bin")
    assert (new.data / file).read_bytes() == (house.data / file).read_bytes()


def test_after_a_restore_life_goes_on(server: str, backup: Path, tmp_path: Path):
    new = installation(server, tmp_path, "alive")
    new.manage("restore", str(backup))

    new.import_article("b")  # needs the sequences to stand behind what was restored

    assert len(new.content()["knowledge_article"]) == 2


def test_a_used_database_is_left_alone(house: Installation, backup: Path):
    before = house.content()

    done = house.manage("restore", str(backup), check=False)

    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert house.content() == before


def test_replacing_keeps_a_dump_of_what_was_there(server: str, house: Installation, backup: Path, tmp_path: Path):
    used = installation(server, tmp_path, "used", like="house")
    used.import_article("c")

    used.manage("restore", str(backup), "--replace")

    assert used.content() == house.content()
    aside = next(used.data.glob("before-restore-*"))
    assert (aside / "database.pgdump").stat().st_size > 0


def test_a_backup_of_sqlite_is_refused_with_words(server: str, tmp_path: Path):
    small = Installation(tmp_path / "small", "")
    small.data.mkdir()
    with closing(sqlite3.connect(small.data / "helpwell.sqlite3")) as database:
        database.execute("CREATE TABLE said (text)")
    small.manage("backup", str(tmp_path / "sqlite.tar.gz"))
    new = installation(server, tmp_path, "refusing")

    done = new.manage("restore", str(tmp_path / "sqlite.tar.gz"), check=False)

    assert done.returncode == 1
    assert "another kind of database than PostgreSQL" in done.stderr
    assert new.content() == {}
