"""Invitations of a chat: when its widget speaks up by itself, and how that is taken."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpwell.channels.chat.models import Invitation
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.chat_invitation import InvitationForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def invitations(request: StaffRequest, pk: int) -> HttpResponse:
    """All of them, each to be changed, and room for one more."""
    inbox = get_object_or_404(Inbox, pk=pk, channel=Inbox.Channel.CHAT)
    if request.method != "POST":
        return _page(request, inbox)
    chosen = _chosen(request, inbox)
    if "remove" in request.POST and chosen.pk:
        chosen.remove(by=request.user)
        done(request, _("Deleted."))
        return redirect("desk:inbox_invitations", pk)
    form = InvitationForm(request.POST, invitation=chosen)
    if not form.is_valid():
        return _page(request, inbox, form)
    form.save(by=request.user)
    done(request, _("Saved. Pages that are open hear of it within five minutes."))
    return redirect("desk:inbox_invitations", pk)


def _chosen(request: StaffRequest, inbox: Inbox) -> Invitation:
    """The one that was sent; a new one when none is named."""
    key = request.POST.get("invitation", "")
    return get_object_or_404(Invitation, inbox=inbox, pk=key) if key.isdecimal() else Invitation(inbox=inbox)


def _page(request: StaffRequest, inbox: Inbox, wrong: InvitationForm | None = None) -> HttpResponse:
    forms = [
        InvitationForm(invitation=one) for one in [*Invitation.objects.filter(inbox=inbox), Invitation(inbox=inbox)]
    ]
    if wrong:
        forms = [wrong if one.invitation.pk == wrong.invitation.pk else one for one in forms]
    context = {"inbox": inbox, "forms": forms}
    return render(request, "desk/chat_invitations.html", context, status=422 if wrong else 200)
