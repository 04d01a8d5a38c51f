"""A chat as a website's page meets it."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from helpwell.conversations.models import Inbox

SHOP = "https://shop.example"


@pytest.fixture
def chat(db: None) -> Inbox:
    """The chat of a shop, which its own website may show."""
    return Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Shop", origins=[SHOP])


class Widget:
    """A widget in one browser, without sockets: it sends frames by plain requests."""

    def __init__(self, inbox: Inbox, origin: str = SHOP) -> None:
        self.inbox, self.origin, self.session = inbox, origin, ""
        self.client = Client()

    def send(self, kind: str, **values: Any) -> Any:
        """What one frame brings, as the server answers."""
        frame = json.dumps({"kind": kind, "session": self.session, "language": "en", **values})
        return self.client.post(
            f"/chat/{self.inbox.key}/frames/", frame, content_type="text/plain", headers={"origin": self.origin}
        )

    def tell(self, kind: str, **values: Any) -> list[dict[str, Any]]:
        """The frames one frame brings."""
        response = self.send(kind, **values)
        assert response.status_code == 200, response.content
        told: list[dict[str, Any]] = response.json()
        for frame in told:
            if frame["kind"] == "session":
                self.session = frame["token"]
        return told

    def say(self, text: str = "Where is my parcel?", **values: Any) -> dict[str, Any]:
        """What a message is answered with."""
        if not self.session:
            self.tell("begin")
        return self.tell("say", text=text, **{"id": uuid.uuid4().hex, **values})[0]


@pytest.fixture
def widget(chat: Inbox) -> Widget:
    return Widget(chat)
