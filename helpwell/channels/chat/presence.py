"""What the desk sees of her: that she has read, is writing, and which page she has in front of her."""

from typing import Any

from helpwell.base.limits import count
from helpwell.channels.chat.frames import Frame
from helpwell.channels.chat.models import ChatSession
from helpwell.conversations.live import tell_page, tell_typing

MINUTE = 60  # seconds
PAGES_A_MINUTE = 30
NOWHERE = {"page": "", "title": ""}  # she has gone, or looks at another window
TYPING_EVERY = 2  # seconds between two words that she is writing


def got(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """She has everything up to this number in front of her. Nothing is told."""
    if found := session.conversation(frame.number("conversation")):
        for message in found.messages.undelivered().filter(number__lte=frame.number("number")):
            message.mark_delivered()
    return []


def types(session: ChatSession, frame: Frame) -> None:
    """She is writing, and her line is made of requests."""
    may_tell = session.inbox.shows_presence and count("chat.typing", str(session.pk), TYPING_EVERY) == 1
    if may_tell and (found := session.conversation(frame.number("conversation"))):
        tell_typing(found.pk)


def moves(session: ChatSession, frame: Frame) -> None:
    """She has come to another page, and her line is made of requests."""
    may_tell = session.inbox.shows_presence and count("chat.page", str(session.pk), MINUTE) <= PAGES_A_MINUTE
    if may_tell and (found := session.conversation(frame.number("conversation"))):
        tell_page(found.pk, page_in(frame))


def page_in(frame: Frame) -> dict[str, str]:
    """The page this frame comes from."""
    return {"page": frame.text("page"), "title": frame.text("title", 200)}
