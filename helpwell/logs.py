"""Structured logs without personal data: for programs one JSON object a line, at a terminal lines for people."""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def without_addresses(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank out mail addresses: a log is read by more people than a conversation (T26)."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _MAIL.sub("[address]", value)
    return event


def for_people(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> str:
    """When (UTC), how grave, what, and the figures; below them where it went wrong."""
    trace = event.pop("exception", "")
    when, level, what = event.pop("timestamp")[11:19], event.pop("level"), event.pop("event")
    figures = ", ".join(f"{key} {value}" for key, value in event.items() if key != "logger")
    line = f"{when} {'' if level == 'info' else level + ': '}{what}{figures and f' ({figures})'}"
    return f"{line}\n{trace}" if trace else line


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    without_addresses,
]


def logging_settings(level: str) -> dict[str, Any]:
    """The value of Django's LOGGING; `level` is a name such as INFO."""
    structlog.configure(
        processors=[
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    for_people if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
                ],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR"},  # a 404 is no news
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "huey": {"level": "WARNING"},
        },
    }
