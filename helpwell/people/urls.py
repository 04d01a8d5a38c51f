"""Signing in and out, a second factor, joining by invitation: of allauth only the pages this house offers."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from helpwell.people import joining
from helpwell.people.accounts import own_account

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),  # closed; says how one joins instead
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", own_account, name="account_email"),
    path("email/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("password/reset/new/", account.complete_password_reset, name="account_complete_password_reset"),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("2fa/confirm/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/app/removal/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
]
