"""The forms of signing in, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "remember": _("Stay signed in on this device"),
}
HINTS = {"password1": _("At least 10 characters; a sentence of four words is easy to keep in mind.")}


class InOurWords:
    """Our labels on allauth's fields, and no placeholders: those vanish as soon as somebody types."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if not isinstance(field.widget, forms.CheckboxInput):
                field.help_text = HINTS.get(name, "")


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The address a code goes to."""


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address whose password is forgotten."""


class ConfirmPasswordResetCodeForm(InOurWords, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code from the mail."""


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after a forgotten one."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password in place of the present one."""


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password for somebody who signed in by code until now."""


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something sensitive."""


class ConfirmEmailForm(InOurWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an address."""


class AuthenticateForm(InOurWords, second_factor.AuthenticateForm):  # type: ignore[misc]
    """The second factor when signing in."""


class SecondFactorReauthenticateForm(InOurWords, second_factor.ReauthenticateForm):  # type: ignore[misc]
    """The second factor once more, before something sensitive."""


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""


class JoinForm(forms.Form):
    """A colleague who was invited says who she is."""

    name = forms.CharField(label=_("Your name"), max_length=80, help_text=_("As colleagues and customers see it."))
    password = forms.CharField(
        label=_("A password"),
        max_length=200,
        strip=False,
        help_text=HINTS["password1"],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Refuse what could be guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
