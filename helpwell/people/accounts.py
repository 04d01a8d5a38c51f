"""How allauth behaves in this house."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import Site
from helpwell.people.models import User

USEFUL_FOR = {
    "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
    "account/email/password_reset_code": app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
    "account/email/email_confirmation": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "account/email/email_confirmation_signup": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
}  # seconds, by mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by herself: colleagues are invited, members are added."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account has been closed. Your admin can open it again."),
        "email_password_mismatch": _(
            "E-mail address and password do not go together. Try again, or let us send you a code."
        ),
        "incorrect_code": _("That is not the code. Look at the newest mail, or ask for another code."),
        "incorrect_password": _("That is not your password. Try again."),
        "enter_current_password": _("That is not your present password. Try again."),
        "too_many_login_attempts": _("That was wrong too often. Wait a few minutes, then try again."),
        "rate_limited": _("That was too often in a short time. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk for those who work there; the help centre for members."""
        return resolve_url("desk:home") if request.user.is_authenticated and request.user.is_staff else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the change began."""
        return resolve_url("account_email")

    def format_email_subject(self, subject: str) -> str:
        """Our subjects name the site themselves."""
        return str(subject)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A mail with a code says until when it is of use; nobody is sent, or keeps, a code that has run out."""
        seconds = USEFUL_FOR.get(template_prefix)
        expires = {"Expires": http_date(time.time() + seconds)} if seconds else {}
        message: EmailMessage = super().render_mail(template_prefix, email, context, {**(headers or {}), **expires})
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail says which site it comes from and where that is."""
        ours = {"site": Site.current(), "address": settings.HELPWELL.address.rstrip("/")}
        super().send_mail(template_prefix, email, context | ours)


def count_as_proven(user: User) -> None:
    """Her address is hers, as somebody found out who may say so: she signs in with it at once."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def own_account(request: HttpRequest) -> HttpResponse:
    """To one's own account: at the desk, or for members the second page of signing in."""
    at_desk = request.user.is_authenticated and request.user.is_staff
    return redirect("desk:account" if at_desk else "/")
