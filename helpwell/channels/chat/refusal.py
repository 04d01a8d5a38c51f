"""What cannot be done for a visitor, in her words."""

from dataclasses import dataclass
from typing import Any

STATUS = {"limit": 429, "inbox": 404, "origin": 403}  # of what is refused; all else is 400


@dataclass
class Refused(Exception):
    """Nothing was changed; `words` say what to do, in the visitor's language."""

    why: str  # for the widget: "limit", "long", "empty", "session", "identity", "unreadable", "file"
    words: str
    retry_after: int = 0  # seconds; 0: trying again changes nothing

    def as_frame(self, client_id: str = "") -> dict[str, Any]:
        """How it is told; with the id of the message it is about."""
        return {"kind": "refused", "id": client_id, "why": self.why, "words": self.words, "retry": self.retry_after}
