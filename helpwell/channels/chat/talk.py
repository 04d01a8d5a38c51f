"""What a visitor says in the chat, whichever way it reaches us: over the socket or by plain requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from helpwell.base.limits import count
from helpwell.base.together import at_once
from helpwell.channels.chat.asked import note_sent
from helpwell.channels.chat.frames import Frame, Said, read_said
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.refusal import Refused
from helpwell.channels.chat.telling import news
from helpwell.conversations.assigning import assign_least_busy
from helpwell.conversations.inbound import InboundFile, InboundMessage
from helpwell.conversations.live import moment
from helpwell.conversations.models import Conversation, Message
from helpwell.intake import receive

MINUTE, HOUR = 60, 3600  # seconds
MESSAGES_A_MINUTE = 20
CONVERSATIONS_AN_HOUR = 5


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
        conversation = self.session.writable(self.said.conversation) if self.said.conversation else None
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
