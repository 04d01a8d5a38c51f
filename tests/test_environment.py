"""What an operator may set from outside, and what she is told when it is wrong."""

from pathlib import Path

import pytest

from helpwell.environment import Environment, read_environment


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HELPWELL_DATABASE_URL", "HELPWELL_REDIS_URL", "HELPWELL_LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HELPWELL_DATA", str(tmp_path))


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Environment:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_environment()


def complaint(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    with pytest.raises(SystemExit) as ended:
        read(monkeypatch, **variables)
    return str(ended.value)


def test_without_a_word_the_database_is_a_file_in_the_data_folder(monkeypatch, tmp_path):
    assert read(monkeypatch).sqlite == tmp_path / "helpwell.sqlite3"


def test_a_file_may_be_named(monkeypatch, tmp_path):
    named = read(monkeypatch, HELPWELL_DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")

    assert named.sqlite == tmp_path / "other.sqlite3"


def test_postgresql_keeps_no_file_here(monkeypatch):
    named = read(monkeypatch, HELPWELL_DATABASE_URL="postgres://ana@127.0.0.1:5433/help")

    assert named.sqlite is None
    assert named.database is not None
    assert (named.database["NAME"], named.database["PORT"]) == ("help", 5433)


@pytest.mark.parametrize(
    "address",
    ["mysql://ana@127.0.0.1/help", "sqlite://", "postgres://127.0.0.1", "postgres://127.0.0.1:port/help", "help"],
)
def test_a_database_we_do_not_know_is_refused(monkeypatch, address):
    assert "HELPWELL_DATABASE_URL: Give postgres://" in complaint(monkeypatch, HELPWELL_DATABASE_URL=address)


@pytest.mark.parametrize("address", ["127.0.0.1:6379", "http://127.0.0.1:6379", "redis://", "localhost"])
def test_a_redis_without_a_host_is_refused(monkeypatch, address):
    assert "HELPWELL_REDIS_URL: Give redis://" in complaint(monkeypatch, HELPWELL_REDIS_URL=address)


@pytest.mark.parametrize("address", ["redis://:secret@127.0.0.1:6379/1", "rediss://redis.example", "unix:///run/redis"])
def test_a_redis_that_can_be_asked_is_taken(monkeypatch, address):
    assert read(monkeypatch, HELPWELL_REDIS_URL=address).redis == address


def test_all_that_is_wrong_is_said_at_once_a_line_each(monkeypatch):
    told = complaint(monkeypatch, HELPWELL_THREADS="0", HELPWELL_ADDRESS="help.example.com", PORT="eighty")

    assert [line.split(":")[0].strip() for line in told.splitlines()[1:-1]] == [
        "HELPWELL_ADDRESS",
        "HELPWELL_THREADS",
        "PORT",
    ]


def test_the_key_is_made_once_and_only_its_owner_may_read_it(monkeypatch, tmp_path):
    first, second = read(monkeypatch), read(monkeypatch)

    assert first.secret_key == second.secret_key != ""
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
