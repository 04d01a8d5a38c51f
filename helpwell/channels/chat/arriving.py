"""A browser arrives: for the first time, back after a while, or with its website's word for who she is."""

from typing import Any

from django.utils.translation import gettext as _

from helpwell.automation.audience import audience_of
from helpwell.automation.walking import Around
from helpwell.base.limits import count
from helpwell.channels.chat.frames import Frame
from helpwell.channels.chat.identity import Forged, read_identity
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.offering import flows_for
from helpwell.channels.chat.refusal import Refused
from helpwell.channels.chat.telling import changes, state_of
from helpwell.conversations.models import Conversation, Inbox

HOUR = 3600  # seconds
SESSIONS_AN_HOUR = 60  # from one address; an office may share it


def begin(inbox: Inbox, frame: Frame, address: str) -> tuple[ChatSession, dict[str, Any]]:
    """A browser without a session is about to write: it gets a token to keep. Raises `Refused`."""
    if count("chat.session", address, HOUR) > SESSIONS_AN_HOUR:
        raise Refused("limit", _("Too many chats begin from your network. Please try again in an hour."), HOUR)
    session, token = ChatSession.objects.begin(inbox, frame.language)
    return session, {"kind": "session", "token": token}


def hello(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """She is back: her conversations, and what was said in the open one since she last looked."""
    session.seen(frame.language)
    recent = session.recent()
    told = [_first_screen(session, frame, recent)]
    if pk := frame.number("conversation"):
        looked_at = next((one for one in recent if one.pk == pk), None)
        told += [changes(looked_at, frame.number("after"))] if looked_at else missed(session, frame)
    return told


def missed(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """What was said after the last number she has. A conversation that is not hers is no conversation (T1)."""
    found = session.conversation(frame.number("conversation"))
    return [changes(found, frame.number("after"))] if found else []


def identify(session: ChatSession, frame: Frame) -> tuple[ChatSession, list[dict[str, Any]]]:
    """The website vouches for her. Another customer in the same browser gets a session of her own. Raises `Refused`."""
    told = []
    try:
        identity = read_identity(frame.values.get("token"), session.inbox)
        if session.is_somebody_else(identity.subject):
            session, token = ChatSession.objects.begin(session.inbox, session.language)
            told.append({"kind": "session", "token": token})
        session.vouch(identity)
    except Forged as error:
        raise Refused("identity", str(error)) from error
    return session, [*told, _first_screen(session, frame, session.recent())]


def _first_screen(session: ChatSession, frame: Frame, recent: list[Conversation]) -> dict[str, Any]:
    """Her conversations; and what she is offered on this page, once her website has said who she is."""
    told = {"kind": "conversations", "list": [state_of(one) for one in recent]}
    contact = session.sender.contact
    if contact is None or not contact.today.is_signed_in:
        return told
    around = Around(frame.text("page"), frame.language, audience_of(contact))
    return {**told, "flows": flows_for(session.inbox, around)}
