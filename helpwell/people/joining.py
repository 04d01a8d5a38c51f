"""A colleague is invited, follows her link and joins."""

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from helpwell.people.accounts import count_as_proven
from helpwell.people.forms import JoinForm
from helpwell.people.mailing import compose
from helpwell.people.models import Invitation, User

BACKEND = "helpwell.people.signed_in.Backend"


@transaction.atomic
def invite(email: str, role: str, by: User) -> str:
    """Ask a colleague to join by mail. The link is handed back too, for houses without a mail server."""
    invitation, token = Invitation.invite(email, role, by)
    link = settings.HELPWELL.address.rstrip("/") + reverse("invitation", args=[token])
    expires = {"Expires": http_date(invitation.expires_at.timestamp())}
    mail = compose("people/mail/invitation", invitation.email, headers=expires, invitation=invitation, link=link)
    mail.send()
    return link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say one's name, choose a password, and be in."""
    found = Invitation.objects.by_token(token)
    if found is None:
        return render(request, "people/invitation_over.html", status=404)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        join(request, found, form.cleaned_data["name"], form.cleaned_data["password"])
        return redirect("desk:home")
    return render(request, "people/invitation.html", {"form": form, "invitation": found})


@transaction.atomic
def join(request: HttpRequest, invitation: Invitation, name: str, password: str) -> None:
    """Use the invitation up and sign the new colleague in; her address is proven, for the link came by mail."""
    user = invitation.accept(name, password)
    count_as_proven(user)
    login(request, user, backend=BACKEND)
