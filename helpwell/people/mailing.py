"""Mails to colleagues: what two templates say, `NAME_subject.txt` and `NAME.txt`."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.base.storable import one_line
from helpwell.people.models import User


def tell(user: User, name: str, **words: Any) -> None:
    """Send her the mail `name` in her own language, else in the site's first."""
    with translation.override(interface_language(user.language or Site.current().default_language)):
        compose(name, user.email, **words).send()


def compose(name: str, email: str, *, headers: dict[str, str] | None = None, **words: Any) -> EmailMessage:
    """The mail `name` in the language of this moment. Its words may name the `site` and the `address` of ours."""
    words |= {"site": Site.current(), "address": settings.HELPWELL.address.rstrip("/")}
    subject = render_to_string(f"{name}_subject.txt", words)
    text = render_to_string(f"{name}.txt", words)
    return EmailMessage(one_line(subject), text.strip() + "\n", None, [email], headers=headers)
