"""Her word at the end of a conversation: whether it has helped."""

from typing import Any

from helpwell.channels.chat.arriving import missed
from helpwell.channels.chat.frames import Frame
from helpwell.channels.chat.models import ChatSession
from helpwell.conversations.models import Conversation


def rate(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """She says whether what was done has helped; after a no she waits for us again. The same again is no new word."""
    found = session.conversation(frame.number("conversation"))
    helpful = frame.values.get("helpful")
    if found and found.is_resolved and isinstance(helpful, bool) and not _has_said(found, helpful):
        found.rate(helpful=helpful)
    return missed(session, frame)


def _has_said(conversation: Conversation, helpful: bool) -> bool:
    return hasattr(conversation, "rating") and conversation.rating.helpful == helpful
