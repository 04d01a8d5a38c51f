"""The shop's chat: it stands on the help pages, the assistant answers first, and a person is in reach."""

from pathlib import Path
from typing import Any

import yaml

from helpwell.automation.models import Flow
from helpwell.channels.chat.models import Invitation
from helpwell.conversations.models import Inbox


def open_chat(content: Path) -> None:
    """With what it asks, a flow to walk, and one invitation for those who read an article for long. Once."""
    if Inbox.objects.filter(channel=Inbox.Channel.CHAT).exists():
        return
    inbox = Inbox(channel=Inbox.Channel.CHAT, name="Chat", options={"on_help_pages": True})
    inbox.open(by=None)
    path = content / "chat.yaml"
    if path.exists():
        _furnish(inbox, yaml.load(path.read_text(), Loader=yaml.CSafeLoader))


def _furnish(inbox: Inbox, told: dict[str, Any]) -> None:
    inbox.change(None, options={**inbox.options, "fields": told["fields"]})
    _write_flow(inbox, told["flow"])
    Invitation(inbox=inbox).change(None, **told["invitation"], is_on=True)


def _write_flow(inbox: Inbox, told: dict[str, Any]) -> None:
    flow = Flow(inbox=inbox)
    flow.change(None, name=told["name"], titles=told["titles"], draft=told["steps"])
    flow.publish(None)
