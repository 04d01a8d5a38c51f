"""Inboxes: the doors through which customers write."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.channels.chat.identity import secret_of
from helpwell.channels.contact_form.options import ESSENTIAL, FormOptions
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.asked import OptionsForm
from helpwell.desk.forms.chat import ChatForm
from helpwell.desk.forms.inbox import InboxForm, NewInboxForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required

ASKING = (Inbox.Channel.CONTACT_FORM, Inbox.Channel.CHAT)  # doors that ask for fields


@require_safe
@admin_required
def inboxes(request: HttpRequest) -> HttpResponse:
    """All doors, and a form for one more."""
    return _list(request, NewInboxForm())


@require_POST
@admin_required
def new(request: StaffRequest) -> HttpResponse:
    """Open one more door."""
    form = NewInboxForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    inbox = Inbox(**form.cleaned_data)
    inbox.open(by=request.user)
    return redirect("desk:inbox", inbox.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def inbox(request: StaffRequest, pk: int) -> HttpResponse:
    """One door: its name, team, hours, websites."""
    found = get_object_or_404(Inbox, pk=pk)
    form = InboxForm(request.POST or None, inbox=found)
    if form.is_valid():
        form.save(by=request.user)
        done(request, _("Saved."))
        return redirect("desk:inbox", pk)
    return _one(request, found, form, OptionsForm(None, inbox=found, language=request.LANGUAGE_CODE))


@require_POST
@admin_required
def options(request: StaffRequest, pk: int) -> HttpResponse:
    """What its form or its assistant asks."""
    found = get_object_or_404(Inbox, pk=pk, channel__in=ASKING)
    form = OptionsForm(request.POST, inbox=found, language=request.LANGUAGE_CODE)
    if not form.is_valid():
        return _one(request, found, InboxForm(inbox=found), form, status=422)
    form.save(by=request.user)
    done(request, _("Saved."))
    return redirect(reverse("desk:inbox", args=[pk]) + "#asks")


def _list(request: HttpRequest, form: NewInboxForm, status: int = 200) -> HttpResponse:
    found = Inbox.objects.select_related("team", "hours")
    return render(request, "desk/inboxes.html", {"inboxes": found, "form": form}, status=status)


def _one(request: StaffRequest, inbox: Inbox, form: InboxForm, asks: OptionsForm, status: int = 200) -> HttpResponse:
    required = FormOptions.of(inbox).required_count
    context = {
        "inbox": inbox,
        "form": form,
        "asks": asks if inbox.channel in ASKING else None,
        "required": required if inbox.channel == Inbox.Channel.CONTACT_FORM and required > ESSENTIAL else 0,
        **(_of_chat(inbox) if inbox.channel == Inbox.Channel.CHAT else {}),
        "address": settings.HELPWELL.address.rstrip("/"),
    }
    return render(request, "desk/inbox.html", context, status=422 if form.errors else status)


def _of_chat(inbox: Inbox) -> dict[str, object]:
    return {"chat": ChatForm(inbox=inbox), "secret": secret_of(inbox)}
