"""Why a mail did not leave, in words a person can act on."""

import smtplib
import ssl

from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """What stood in the way."""

    NO_SUCH_ADDRESS = "no_such_address", _("The receiving server refuses this address. Check how it is spelt.")
    SENDER_REFUSED = "sender_refused", _("Your mail server does not let us send from this sender address.")
    SIGN_IN = "sign_in", _("Your mail server does not accept the user name and password in the settings.")
    UNREACHABLE = "unreachable", _("Your mail server cannot be reached. Check its name and port.")
    TOO_SLOW = "too_slow", _("Your mail server did not answer in time.")
    NOT_SECURE = "not_secure", _("A secure connection to your mail server could not be made.")
    REFUSED = "refused", _("Your mail server refused the mail.")
    MALFORMED = "malformed", _("The mail has an address or subject that cannot be sent.")
    INTERRUPTED = "interrupted", _("The connection to your mail server broke off.")


def why(error: Exception) -> Failure:
    """The kind of failure behind what the mail library said."""
    for kind, failure in KINDS:
        if isinstance(error, kind):
            return failure
    return Failure.MALFORMED


def is_final(error: Exception) -> bool:
    """Whether trying again cannot help: the receiving side said no for good (5xx), or the mail itself is broken."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def words_of(error: Exception) -> str:
    """What the other side said, as text."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{address}: {code} {_text(said)}" for address, (code, said) in error.recipients.items())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


KINDS: tuple[tuple[type[Exception], Failure], ...] = (
    (smtplib.SMTPRecipientsRefused, Failure.NO_SUCH_ADDRESS),
    (smtplib.SMTPSenderRefused, Failure.SENDER_REFUSED),
    (smtplib.SMTPAuthenticationError, Failure.SIGN_IN),
    (smtplib.SMTPNotSupportedError, Failure.NOT_SECURE),
    (smtplib.SMTPServerDisconnected, Failure.INTERRUPTED),
    (smtplib.SMTPException, Failure.REFUSED),
    (ssl.SSLError, Failure.NOT_SECURE),
    (TimeoutError, Failure.TOO_SLOW),
    (OSError, Failure.UNREACHABLE),
)
