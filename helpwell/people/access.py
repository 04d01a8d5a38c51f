"""Who may open a page: decorators for views."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from helpwell.people.models import User

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request whose user works at the desk."""

    user: User
    htmx: HtmxDetails


def staff_required(view: View) -> View:
    """For everybody at the desk. Visitors sign in first; members find nothing here."""
    return _required(lambda user: user.is_staff, view)


def editor_required(view: View) -> View:
    """For those who may write and publish."""
    return _required(lambda user: user.is_staff and user.is_editor, view)


def admin_required(view: View) -> View:
    """For those who may change settings and people."""
    return _required(lambda user: user.is_staff and user.is_admin, view)


def lacks_second_factor(user: User) -> bool:
    """Whether the operator asks for a second factor and she has not set one up yet."""
    return settings.HELPWELL.second_factor and user.is_staff and not is_mfa_enabled(user)


def _required(may: Callable[[User], bool], view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may(request.user):
            raise Http404
        if lacks_second_factor(request.user):
            return redirect("mfa_activate_totp")
        with timezone.override(request.user.zone):
            return view(request, *args, **kwargs)

    return guarded
