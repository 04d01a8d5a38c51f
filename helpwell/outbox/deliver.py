"""Hand waiting mails to the mail server, one after the other."""

from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from helpwell.outbox.failures import is_final, why, words_of
from helpwell.outbox.models import Mail

logger = structlog.stdlib.get_logger(__name__)


def can_send() -> bool:
    """Whether a mail server is set. Without one, mails wait and the desk says so."""
    return settings.HELPWELL.smtp is not None


def deliver_due() -> int:
    """Send what is due and still of use; how many left the house. A refused mail waits for its next try."""
    Mail.objects.let_run_out()
    if not can_send():
        return 0
    sent = 0
    while mail := Mail.objects.lease():
        sent += deliver(mail)
    return sent


def deliver(mail: Mail) -> bool:
    """Hand one mail over now; whether the mail server took it."""
    try:
        _smtp().send_messages([mail.as_message()])
    except (SMTPException, OSError, ValueError) as error:  # ValueError: a header with a line break
        logger.warning("Could not send mail %s", mail.pk, exc_info=True)
        mail.mark_failed(why(error), words_of(error), final=is_final(error))
        return False
    mail.mark_sent()
    return True


def _smtp() -> BaseEmailBackend:
    smtp = settings.HELPWELL.smtp or {}
    connection: BaseEmailBackend = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=smtp["EMAIL_HOST"],
        port=smtp["EMAIL_PORT"],
        username=smtp["EMAIL_HOST_USER"],
        password=smtp["EMAIL_HOST_PASSWORD"],
        use_tls=smtp["EMAIL_USE_TLS"],
        use_ssl=smtp["EMAIL_USE_SSL"],
        timeout=smtp.get("EMAIL_TIMEOUT") or 20,
    )
    return connection
