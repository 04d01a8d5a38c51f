"""Django's way to send mail, here: a row in the outbox. Delivery is somebody else's moment."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from helpwell.outbox.models import Mail


class OutboxBackend(BaseEmailBackend):
    """Stores each message; it is lost neither by a crash nor by a mail server that is away."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len([Mail.enqueue(message) for message in email_messages])
