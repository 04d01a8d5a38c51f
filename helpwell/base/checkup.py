"""What is wrong with this installation, and how to mend it: for the operator, by `./run check`."""

import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from helpwell.base import health

LEAST_SPACE = 1024**3  # bytes free
PATIENCE = 5  # seconds a mail server may take to greet
LOCAL = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong."""

    what: str
    mend: str
    is_grave: bool = True  # False: worth knowing, nothing is broken


Look = Callable[[], Iterator[Trouble]]


def look_over() -> Iterator[tuple[str, list[Trouble]]]:
    """Each thing that is looked at, and what is wrong with it; a later look may need the earlier ones to be fine."""
    for name, look in CHECKUPS.items():
        try:
            yield name, list(look())
        except DatabaseError as error:
            yield name, [Trouble(f"the database does not answer ({error})", "See HELPWELL_DATABASE_URL.")]


def configuration() -> Iterator[Trouble]:
    """Settings that contradict each other or open a door."""
    for found in checks.run_checks():
        if found.level >= checks.WARNING:
            yield Trouble(str(found.msg), str(found.hint or "See docs/operate.md."), found.level >= checks.ERROR)
    environment = settings.HELPWELL
    if settings.DEBUG:
        yield Trouble("HELPWELL_DEBUG is on: errors show the code to everybody", "Unset HELPWELL_DEBUG.")
    if not environment.is_secure and environment.host not in LOCAL:
        yield Trouble(
            f"{environment.address} is not encrypted: passwords travel openly",
            "Put a proxy with TLS in front and set HELPWELL_ADDRESS to https://…",
        )


def tables() -> Iterator[Trouble]:
    """Whether the database is as this version needs it."""
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Trouble(f"{len(waiting)} changes to the tables are waiting", "Run ./run setup.")


def disk() -> Iterator[Trouble]:
    """Whether there is room for more."""
    free = shutil.disk_usage(settings.HELPWELL.data).free
    if free < LEAST_SPACE:
        yield Trouble(f"only {free // 1024**2} MB are free at {settings.HELPWELL.data}", "Free or add space.")


def secrets() -> Iterator[Trouble]:
    """Whether others on this machine can read what is nobody's business."""
    data = Path(settings.HELPWELL.data)
    if data.stat().st_mode & 0o007:
        yield Trouble(f"everybody on this machine can look into {data}", f"chmod o-rwx {data}")
    key = data / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Trouble(f"others can read {key}", f"chmod 600 {key}")


def static_files() -> Iterator[Trouble]:
    """Whether pages find their styles."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Trouble("the static files are not collected", "Run ./run setup.")


def readiness() -> Iterator[Trouble]:
    """What /readyz asks: the database, the index."""
    for name, check in health.CHECKS.items():
        if problem := check():
            yield Trouble(f"{name}: {problem}", "Start Helpwell anew, and look into its log.")


def mail() -> Iterator[Trouble]:
    """Whether mails leave the house."""
    server: dict[str, Any] | None = settings.HELPWELL.smtp
    if server is None:
        yield Trouble("no mail server is set, so mails wait", "Set HELPWELL_SMTP_URL.", is_grave=False)
        return
    kind = smtplib.SMTP_SSL if server.get("EMAIL_USE_SSL") else smtplib.SMTP
    try:
        with kind(str(server["EMAIL_HOST"]), int(server["EMAIL_PORT"]), timeout=PATIENCE) as connected:
            connected.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield Trouble(f"the mail server {server['EMAIL_HOST']} does not answer ({error})", "See HELPWELL_SMTP_URL.")


CHECKUPS: dict[str, Look] = {
    "settings": configuration,
    "tables": tables,
    "disk": disk,
    "secrets": secrets,
    "static files": static_files,
    "pages": readiness,
    "mail": mail,
}  # upper rooms add theirs when they start
