"""The settings an operator may give from outside: every name, its default, and what is wrong with a bad one."""

import ipaddress
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import dj_database_url
from environs import Env, EnvValidationError, validate
from marshmallow import ValidationError

PROJECT = Path(__file__).resolve().parent.parent

MINILM = "minilm"  # the encoder of the extra `semantic`

POSTGRESQL, SQLITE = "django.db.backends.postgresql", "django.db.backends.sqlite3"

Jobs = Literal["embedded", "separate"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Environment:
    """What the operator decided; read once, when the process starts."""

    data: Path
    address: str  # where customers reach Helpwell: scheme and host, no path
    secret_key: str
    debug: bool
    database: dict[str, Any] | None  # as Django takes it; None: SQLite in the data folder
    redis: str  # "": none
    smtp: dict[str, Any] | None  # None: mails wait in the outbox
    mail_from: str
    jobs: Jobs
    threads: int  # pages served at the same time
    proxies: int  # how many trusted proxies stand in front
    log_level: str
    second_factor: bool  # staff must use one
    sockets_per_address: int  # open chats from one network address; an office may share it
    may_reach: tuple[Network, ...]  # networks of our own that pages may be fetched from
    encoder: str  # "": none; "minilm", a folder, or an address of OpenAI's embeddings API
    encoder_model: str  # of an address
    encoder_key: str
    encoder_languages: frozenset[str]  # of a folder or an address; none: all
    encoder_patience: float  # seconds a question waits for it

    @property
    def host(self) -> str:
        """The host name customers use."""
        return urlsplit(self.address).hostname or "localhost"

    @property
    def sqlite(self) -> Path | None:
        """Where SQLite keeps the database; None when PostgreSQL does."""
        if self.database is None:
            return self.data / "helpwell.sqlite3"
        return Path(self.database["NAME"]) if self.database["ENGINE"] == SQLITE else None

    @property
    def encoder_is_remote(self) -> bool:
        """Whether questions are sent to another server to be read."""
        return _is_web_address(self.encoder)

    @property
    def is_secure(self) -> bool:
        """Whether customers arrive by https."""
        return self.address.startswith("https://")


def read_environment() -> Environment:
    """Read every variable, or end the process with all that is wrong, one line each."""
    env = Env(eager=False)
    port = env.int("PORT", 8000, validate=validate.Range(1, 65535))
    found: dict[str, Any] = {
        "data": Path(env.str("HELPWELL_DATA", str(PROJECT / "data"))),
        "address": env.str("HELPWELL_ADDRESS", f"http://127.0.0.1:{port}", validate=_is_address),
        "debug": env.bool("HELPWELL_DEBUG", False),
        "database": _database(env.str("HELPWELL_DATABASE_URL", "", validate=_is_database)),
        "redis": env.str("HELPWELL_REDIS_URL", "", validate=_is_redis),
        "smtp": _if_set("HELPWELL_SMTP_URL", env.dj_email_url),
        "mail_from": env.str("HELPWELL_MAIL_FROM", "help@localhost", validate=validate.Email()),
        "jobs": env.str("HELPWELL_JOBS", "embedded", validate=validate.OneOf(["embedded", "separate"])),
        "threads": env.int("HELPWELL_THREADS", 8, validate=validate.Range(1, 200)),
        "proxies": env.int("HELPWELL_PROXIES", 0, validate=validate.Range(0, 5)),
        "log_level": env.str(
            "HELPWELL_LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])
        ),
        "second_factor": env.bool("HELPWELL_REQUIRE_SECOND_FACTOR", False),
        "sockets_per_address": env.int("HELPWELL_SOCKETS_PER_ADDRESS", 200, validate=validate.Range(1, 100_000)),
        "may_reach": _networks(env.list("HELPWELL_MAY_REACH", [], validate=_are_networks)),
        "secret_key": env.str("HELPWELL_SECRET_KEY", ""),
        "encoder": env.str("HELPWELL_ENCODER", "", validate=_is_encoder),
        "encoder_model": _model_of(env),
        "encoder_key": env.str("HELPWELL_ENCODER_KEY", ""),
        "encoder_languages": frozenset(env.list("HELPWELL_ENCODER_LANGUAGES", [])),
        "encoder_patience": env.float("HELPWELL_ENCODER_PATIENCE", 0.5, validate=validate.Range(0.01, 10)),
    }
    try:
        env.seal()
        found["secret_key"] = found["secret_key"] or _secret_in(found["data"])
    except EnvValidationError as error:
        wrong = _sentences(error)
        sys.exit(f"Helpwell cannot start, a setting is wrong:\n{wrong}\nSee docs/operate.md for what each one takes.")
    except OSError as error:
        sys.exit(f"Helpwell cannot write to its data folder (HELPWELL_DATA): {error}")
    return Environment(**found)


def _sentences(error: EnvValidationError) -> str:
    """What is wrong, a line for each variable."""
    found = cast("dict[str, list[str]]", error.error_messages)
    return "\n".join(f"  {name}: {' '.join(said)}" for name, said in sorted(found.items()))


def _if_set(name: str, read: Callable[[str], Any]) -> Any:
    return read(name) if os.environ.get(name) else None


def _is_address(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValidationError("Give scheme and host only, such as https://help.example.com")


def _is_database(value: str) -> None:
    try:
        _database(value)
    except ValueError as error:
        raise ValidationError("Give postgres://user:password@host/name, or nothing for SQLite") from error


def _database(value: str | None) -> dict[str, Any] | None:
    if not value:
        return None
    found = dict(dj_database_url.parse(value))
    if found["ENGINE"] not in {POSTGRESQL, SQLITE} or found["NAME"] in {"", ":memory:"}:
        raise ValueError(value)
    return found


def _is_redis(value: str) -> None:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"redis", "rediss", "unix"} or not (parts.hostname or parts.path)):
        raise ValidationError("Give redis://host:6379/0, or nothing")


def _are_networks(values: list[str]) -> None:
    try:
        _networks(values)
    except ValueError as error:
        raise ValidationError(f"Give networks such as 10.1.0.0/16, parted by commas: {error}") from error


def _networks(values: list[str]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(value.strip()) for value in values or [])


def _is_encoder(value: str) -> None:
    if value in {"", MINILM} or _is_web_address(value):
        return
    if not Path(value).is_dir():
        raise ValidationError("Give minilm, a folder with an ONNX model, or an address such as https://host/v1")


def _model_of(env: Env) -> Any:
    """An address serves several models: there it must be named."""
    name, is_needed = "HELPWELL_ENCODER_MODEL", _is_web_address(os.environ.get("HELPWELL_ENCODER", ""))
    return env.str(name) if is_needed else env.str(name, "")


def _is_web_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _secret_in(data: Path) -> str:
    """The key that signs cookies and links: made on first start, kept in the data folder."""
    data.mkdir(mode=0o750, parents=True, exist_ok=True)  # others on this machine have no business here
    path = data / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass  # another process, or an earlier start, made it
    return path.read_text().strip()


environment = read_environment()
