"""Where the answer may go too, or the whole conversation: an address she writes down proves nothing (P10, T6)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from helpwell.base.limits import count
from helpwell.channels.chat.frames import Frame
from helpwell.channels.chat.mails import send_transcript
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.refusal import Refused
from helpwell.people.models import Address, Contact, Sender

HOUR = 3600  # seconds
ADDRESSES_AN_HOUR = 5


def leave_address(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """She writes down where the answer may go too; that proves nothing (P10). Raises `Refused`."""
    return [{"kind": "address", "email": _address(session, frame.text("email", 254)).value}]


def transcript(session: ChatSession, frame: Frame) -> list[dict[str, Any]]:
    """She wants the conversation by mail: to this address, else to the one we know. Raises `Refused`."""
    found = session.conversation(frame.number("conversation"))
    if found is None:
        raise Refused("session", _("This chat has ended. Please begin a new one."))
    address = _address(session, frame.text("email", 254) or found.contact.email)
    send_transcript(found, address)
    return [{"kind": "transcript", "email": address.value}]


def _address(session: ChatSession, written: str) -> Address:
    """What she wrote down, kept with her contact. Raises `Refused`."""
    email = written.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("address", _("This is not an e-mail address yet, such as name@example.com.")) from error
    who = (str(session.pk), email)  # neither one browser to many addresses, nor many browsers to one (T6)
    if session.contact is None or any(count("chat.address", one, HOUR) > ADDRESSES_AN_HOUR for one in who):
        raise Refused("limit", _("That was a lot at once. Please try again in an hour."), HOUR)
    Contact.objects.recognise(Sender(email=email, contact=session.contact))
    return Address.objects.of(email).filter(contact__in=session.contact.today.selves()).latest("pk")
