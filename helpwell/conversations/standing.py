"""How a conversation stood, so that what closed it or let it sleep can be taken back exactly."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self


@dataclass(frozen=True)
class Standing:
    """Its status, and until when it slept."""

    status: str
    snoozed_until: datetime | None = None

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From a form's field; None when it makes no sense."""
        status, _at, until = text.partition("@")
        try:
            return cls(status, datetime.fromisoformat(until) if until else None)
        except ValueError:
            return None

    def __str__(self) -> str:
        """The same words for the same moment, whatever zone it is told in."""
        until = self.snoozed_until.astimezone(UTC).isoformat() if self.snoozed_until else ""
        return f"{self.status}@{until}"
