"""Colleagues: who they are, what they may do, who was invited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.desk.forms.people import AccessForm, InvitationForm, RoleForm
from helpwell.desk.undo import Undo, done
from helpwell.outbox.deliver import can_send
from helpwell.people.access import StaffRequest, admin_required
from helpwell.people.joining import invite
from helpwell.people.models import Invitation, User
from helpwell.people.models.user import LastAdmin


@require_safe
@admin_required
def people(request: HttpRequest) -> HttpResponse:
    """Everybody at the desk, and those who were invited."""
    return _page(request)


def _page(request: HttpRequest, form: InvitationForm | None = None, **more: object) -> HttpResponse:
    context = {
        "colleagues": User.objects.colleagues(),
        "invitations": Invitation.objects.open().select_related("invited_by").order_by("-created_at"),
        "form": form or InvitationForm(),
        "roles": [(role.value, role.label) for role in User.STAFF],
    }
    status = 422 if (form and form.errors) or more.keys() & {"refused", "unfit"} else 200
    return render(request, "desk/people.html", context | more, status=status)


@require_POST
@admin_required
def invitations(request: StaffRequest) -> HttpResponse:
    """Invite a colleague. The link is shown only here and only now: what is stored of it is a hash."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    link = invite(form.cleaned_data["email"], form.cleaned_data["role"], by=request.user)
    return _page(request, invited=form.cleaned_data["email"], link=link, can_send=can_send())


@require_POST
@admin_required
def withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    """The link no longer works."""
    invitation = get_object_or_404(Invitation, pk=pk)
    invitation.withdraw(by=request.user)
    done(request, _("The invitation of %s is withdrawn.") % invitation.email)
    return redirect("desk:people")


@require_POST
@admin_required
def role(request: StaffRequest, pk: int) -> HttpResponse:
    """What a colleague may do, and how many conversations she gets at once."""
    person = get_object_or_404(User.objects.colleagues(), pk=pk)
    form, was = RoleForm(request.POST), person.role
    if not form.is_valid():
        return _page(request, unfit=person.pk)
    try:
        form.save_to(person, by=request.user)
    except LastAdmin:
        return _page(request, refused=person.pk)
    undo = Undo(reverse("desk:person_role", args=[pk]), "role", was) if person.role != was else None
    done(request, _("%(name)s: %(role)s.") % {"name": person, "role": person.get_role_display()}, undo)
    return redirect("desk:people")


@require_POST
@admin_required
def access(request: StaffRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again."""
    person = get_object_or_404(User.objects.colleagues(), pk=pk)
    form = AccessForm(request.POST)
    try:
        if form.is_valid() and form.cleaned_data["state"] == "closed":
            person.deactivate(by=request.user)
            undo = Undo(reverse("desk:person_access", args=[pk]), "state", "open")
            done(request, _("%s can no longer sign in.") % person, undo)
        elif form.is_valid():
            person.activate(by=request.user)
            done(request, _("%s can sign in again.") % person)
    except LastAdmin:
        return _page(request, refused=person.pk)
    return redirect("desk:people")
