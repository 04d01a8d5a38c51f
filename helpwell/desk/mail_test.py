"""Does the mail server take our mails? Try with a mail to oneself."""

from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from helpwell.base.models import Site
from helpwell.outbox.deliver import can_send, deliver
from helpwell.outbox.models import Mail
from helpwell.people.models import User


@dataclass(frozen=True)
class Tested:
    """What came of it."""

    ok: bool
    sentence: str
    said: str = ""  # by the mail server


def try_mail(user: User) -> Tested:
    """Send `user` a mail now; it is not tried again."""
    if not can_send():
        return Tested(False, _("No mail server is set. The operator names one in HELPWELL_SMTP_URL."))
    mail = Mail.enqueue(_message_to(user))
    if deliver(mail):
        return Tested(True, _("Your mail server took the mail. Look into the postbox of %s.") % user.email)
    failed = Tested(False, mail.get_failure_display(), mail.error)
    mail.delete()
    return failed


def _message_to(user: User) -> EmailMessage:
    subject = _("A test from %s") % Site.current().name
    return EmailMessage(subject, _("This mail shows that mails leave your help centre."), None, [user.email])
