"""What a visitor does in the chat, whichever way it reaches us: over the socket or by plain requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from helpwell.automation.audience import audience_of
from helpwell.automation.walking import Around
from helpwell.base.limits import count
from helpwell.base.together import at_once
from helpwell.channels.chat.asked import note_sent
from helpwell.channels.chat.frames import Frame, Said, read_said
from helpwell.channels.chat.identity import Forged, read_identity
from helpwell.channels.chat.mails import send_transcript
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.offering import flows_for
from helpwell.channels.chat.refusal import Refused
from helpwell.channels.chat.telling import as_json, messages_after, state_of
from helpwell.conversations.assigning import assign_least_busy
from helpwell.conversations.for_customer import for_customer
from helpwell.conversations.inbound import InboundFile, InboundMessage
from helpwell.conversations.live import moment, tell_page, tell_typing
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.intake import receive
from helpwell.people.models import Address, Contact, Sender

MINUTE, HOUR = 60, 3600  # seconds
MESSAGES_A_MINUTE = 20
PAGES_A_MINUTE = 30
NOWHERE = {"page": "", "title": ""}  # she has gone, or looks at another window
TYPING_EVERY = 2  # seconds between two words that she is writing
CONVERSATIONS_AN_HOUR = 5
SESSIONS_AN_HOUR = 60  # from one address; an office may share it
ADDRESSES_AN_HOUR = 5


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


def _first_screen(session: ChatSession, frame: Frame, recent: list[Conversation]) -> dict[str, Any]:
    """Her conversations; and what she is offered on this page, once her website has said who she is."""
    told = {"kind": "conversations", "list": [state_of(one) for one in recent]}
    contact = session.sender.contact
    if contact is None or not contact.today.is_signed_in:
        return told
    around = Around(frame.text("page"), frame.language, audience_of(contact))
    return {**told, "flows": flows_for(session.inbox, around)}


def missed(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """What was said after the last number she has. A conversation that is not hers is no conversation (T1)."""
    found = readable(session, frame.number("conversation"))
    return [changes(found, frame.number("after"))] if found else []


def readable(session: ChatSession, pk: int) -> Conversation | None:
    """Her conversation with this key, or the one it was merged into; None when it is not hers."""
    hers = session.readable().select_related("assignee", "contact", "inbox", "rating")
    return hers.filter(pk=pk).first() or hers.filter(merged=pk).first()


def changes(conversation: Conversation, after: int) -> dict[str, Any]:
    """What is new, and how it stands now."""
    return {"kind": "messages", "state": state_of(conversation), "messages": messages_after(conversation, after)}


def news(pk: int, after: int, own: Message | None = None) -> dict[str, Any] | None:
    """The same of a conversation that she is known to listen to; None when it is gone.

    `own` is what she has just said, which mostly is all that is new.
    """
    found = for_customer(pk)
    if found is None:
        return None
    conversation, read = found
    is_all = own is not None and own.number == read.last == after + 1
    messages = [as_json(own)] if own and is_all else messages_after(conversation, after)
    return {"kind": "messages", "state": state_of(conversation, read), "messages": messages}


@dataclass(frozen=True)
class Heard:
    """What she is told once her words are stored."""

    ack: dict[str, Any]
    at: int  # the moment from which on other news may be newer than these
    news: dict[str, Any] | None  # what she was not told yet; None: she did not listen there


@dataclass
class Saying:
    """She says something: it is acknowledged after the commit (P1), and the same again once more (P2)."""

    session: ChatSession
    frame: Frame
    files: tuple[InboundFile, ...] = ()
    told: Mapping[int, int] = field(default_factory=dict)  # conversations she listens to: the last number she was told

    def prepare(self) -> int:
        """See that she may. Raises `Refused`."""
        self.said = read_said(self.frame, self.files)
        conversation = writable(self.session, self.said.conversation) if self.said.conversation else None
        self.inbound = _inbound(self.session, self.said, conversation)
        refused = _beyond_limits(self.session, is_new=conversation is None)
        if refused and not Message.objects.already_received(self.inbound.identity):
            raise refused
        return conversation.pk if conversation else 0  # a new one also changes the session that other frames use

    def store(self, *, all_or_none: bool) -> None:
        """Within a transaction."""
        message = receive(self.inbound, all_or_none=all_or_none)
        self.message = _taken(message, self.session, self.inbound, self.said.wants_person)
        if self.said.was_noted:
            note_sent(self.session, self.said.client_id[:40], self.message.conversation)

    def tell(self) -> Heard:
        """The acknowledgement, and what is new there."""
        ack = {
            "kind": "ack",
            "id": self.said.client_id,
            "conversation": self.message.conversation_id,
            "number": self.message.number,
            "at": self.message.said_at.isoformat(),
        }
        at, pk = moment(), self.message.conversation_id
        return Heard(ack, at, news(pk, self.told[pk], own=self._as_said()) if pk in self.told else None)

    def _as_said(self) -> Message | None:
        """Her message as she would read it from the database; None where only that knows all of it."""
        return None if self.said.files else self.message


def say(session: ChatSession, frame: Frame, files: tuple[InboundFile, ...] = ()) -> dict[str, Any]:
    """Take a message that came by a plain request. Raises `Refused`."""
    return at_once(Saying(session, frame, files)).ack


def writable(session: ChatSession, pk: int) -> Conversation | None:
    """The conversation to go on in: mostly one that was begun here, else another one of hers; None: it is not hers."""
    return session.begun(pk) or readable(session, pk)


def got(session: ChatSession, frame: Frame) -> None:
    """She has everything up to this number in front of her."""
    if found := readable(session, frame.number("conversation")):
        for message in found.messages.undelivered().filter(number__lte=frame.number("number")):
            message.mark_delivered()


def types(session: ChatSession, frame: Frame) -> None:
    """She is writing, and her line is made of requests."""
    may_tell = session.inbox.shows_presence and count("chat.typing", str(session.pk), TYPING_EVERY) == 1
    if may_tell and (found := readable(session, frame.number("conversation"))):
        tell_typing(found.pk)


def moves(session: ChatSession, frame: Frame) -> None:
    """She has come to another page, and her line is made of requests."""
    may_tell = session.inbox.shows_presence and count("chat.page", str(session.pk), MINUTE) <= PAGES_A_MINUTE
    if may_tell and (found := readable(session, frame.number("conversation"))):
        tell_page(found.pk, page_in(frame))


def page_in(frame: Frame) -> dict[str, str]:
    """The page this frame comes from."""
    return {"page": frame.text("page"), "title": frame.text("title", 200)}


def rate(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """She says whether what was done has helped; after a no she waits for us again. The same again is no new word."""
    found = readable(session, frame.number("conversation"))
    helpful = frame.values.get("helpful")
    if found and found.is_resolved and isinstance(helpful, bool) and not _has_said(found, helpful):
        found.rate(helpful=helpful)
    return missed(session, frame)


def _has_said(conversation: Conversation, helpful: bool) -> bool:
    return hasattr(conversation, "rating") and conversation.rating.helpful == helpful


def leave_address(session: ChatSession, frame: Frame) -> dict[str, Any]:
    """She writes down where the answer may go too; that proves nothing (P10). Raises `Refused`."""
    return {"kind": "address", "email": _address(session, frame.text("email", 254)).value}


def transcript(session: ChatSession, frame: Frame) -> dict[str, Any]:
    """She wants the conversation by mail: to this address, else to the one we know. Raises `Refused`."""
    found = readable(session, frame.number("conversation"))
    if found is None:
        raise Refused("session", _("This chat has ended. Please begin a new one."))
    address = _address(session, frame.text("email", 254) or found.contact.email)
    send_transcript(found, address)
    return {"kind": "transcript", "email": address.value}


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


def _address(session: ChatSession, written: str) -> Address:
    """What she wrote down, kept with her contact. Raises `Refused`."""
    email = written.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("address", _("This is not an e-mail address yet, such as name@example.com.")) from error
    who = (str(session.pk), email)  # neither one browser to many addresses, nor many browsers to one (T6)
    if session.contact is None or any(count("chat.address", one, HOUR) > ADDRESSES_AN_HOUR for one in who):
        raise Refused("limit", _("That were many addresses. Please try again in an hour."), HOUR)
    Contact.objects.recognise(Sender(email=email, contact=session.contact))
    return Address.objects.of(email).filter(contact__in=session.contact.today.selves()).latest("pk")


def _inbound(session: ChatSession, said: Said, conversation: Conversation | None) -> InboundMessage:
    return InboundMessage(
        inbox=session.inbox,
        sender=session.sender,
        text=said.text,
        external_id=f"{session.pk}.{said.client_id}",
        language=session.language,
        files=said.files,
        reply_proof=conversation,
        page=said.page,
        choice=said.choice,
    )


def _taken(message: Message, session: ChatSession, inbound: InboundMessage, wants_person: bool) -> Message:
    if inbound.reply_proof != message.conversation:
        session.hold(message.conversation)
    if wants_person:
        message.conversation.hand_over("asked_for_person")
        if message.conversation.needs_agent:
            assign_least_busy(message.conversation)
    return message


def _beyond_limits(session: ChatSession, *, is_new: bool) -> Refused | None:
    """Why she must wait; what she wrote stays in the widget. None: she need not."""
    who = str(session.pk)
    if count("chat.message", who, MINUTE) > MESSAGES_A_MINUTE:
        return Refused("limit", _("That was a lot at once. Your text is kept; it is sent in a minute."), MINUTE)
    if is_new and count("chat.conversation", who, HOUR) > CONVERSATIONS_AN_HOUR:
        words = _("You have begun several conversations already. Please go on in one of them.")
        return Refused("limit", words, HOUR)
    return None
