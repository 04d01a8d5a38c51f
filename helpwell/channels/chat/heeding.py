"""What a frame of somebody with a session brings, where it is the same over a socket and by a request."""

from collections.abc import Callable
from typing import Any

from helpwell.channels.chat.addresses import leave_address, transcript
from helpwell.channels.chat.arriving import hello, missed
from helpwell.channels.chat.frames import Frame
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.presence import got
from helpwell.channels.chat.rating import rate

Deed = Callable[[ChatSession, Frame], list[dict[str, Any]]]
DEEDS: dict[str, Deed] = {
    "hello": hello,
    "after": missed,
    "got": got,
    "rate": rate,
    "address": leave_address,
    "transcript": transcript,
}


def heed(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """The frames it is answered with; none to a kind nobody knows. Raises `Refused`."""
    deed = DEEDS.get(frame.kind)
    return deed(session, frame) if deed else []
