"""What only a chat has: the parts of its widget, and the secret its websites sign with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpwell.conversations.models import Inbox
from helpwell.desk.forms.chat import ChatForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required


@require_POST
@admin_required
def chat(request: StaffRequest, pk: int) -> HttpResponse:
    """Switch its parts."""
    form = ChatForm(request.POST, inbox=_chat(pk))
    if form.is_valid():
        form.save(by=request.user)
        done(request, _("Saved."))
    return _back(request, pk)


@require_POST
@admin_required
def secret(request: StaffRequest, pk: int) -> HttpResponse:
    """A new secret; what was signed with the old one is worth nothing from now on."""
    found = _chat(pk)
    version = found.options.get("identity_version", 1) + 1
    found.change(request.user, options={**found.options, "identity_version": version})
    done(request, _("There is a new secret. Give it to your website."))
    return _back(request, pk)


def _chat(pk: int) -> Inbox:
    return get_object_or_404(Inbox, pk=pk, channel=Inbox.Channel.CHAT)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(reverse("desk:inbox", args=[pk]) + "#chat")
