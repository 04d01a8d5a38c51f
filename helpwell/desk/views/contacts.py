"""A contact's own page, and making one of two that are the same person."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.desk.answering import number_in
from helpwell.desk.contacts import find_contact, found_contacts
from helpwell.desk.undo import Undo, done
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import Contact


@require_safe
@staff_required
def contact(request: StaffRequest, pk: int) -> HttpResponse:
    """Who she is, how she is reached, what was said."""
    known = find_contact(request.user, pk)
    if known.contact.pk != pk:
        done(request, _("%s was made one with this contact.") % Contact.objects.get(pk=pk))
        return redirect("desk:contact", pk=known.contact.pk)
    return render(request, "desk/contact.html", {"known": known})


@require_safe
@staff_required
def candidates(request: StaffRequest, pk: int) -> HttpResponse:
    """Other contacts whose name or address fits `?q=`."""
    known, words = find_contact(request.user, pk), request.GET.get("q", "")[:200]
    others = [one for one in found_contacts(words, request.user) if one != known.contact]
    return render(request, "desk/_contact_candidates.html", {"known": known, "others": others, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def merger(request: StaffRequest, pk: int) -> HttpResponse:
    """What will happen when `other` becomes this one; sent, it happens."""
    known, other = find_contact(request.user, pk), find_contact(request.user, number_in(request, "other", 0))
    if known.contact == other.contact:
        done(request, _("They are one contact already."))
        return redirect("desk:contact", pk=known.contact.pk)
    if request.method != "POST":
        return render(request, "desk/contact_merger.html", {"known": known, "other": other})
    other.contact.become(known.contact, by=request.user)
    undo = Undo(reverse("desk:contact_separation", args=[known.contact.pk]), "other", str(other.contact.pk))
    done(request, _("They are one contact now."), undo)
    return redirect("desk:contact", pk=known.contact.pk)


@require_POST
@staff_required
def separation(request: StaffRequest, pk: int) -> HttpResponse:
    """Undo: two people after all."""
    known = find_contact(request.user, pk)
    other = Contact.objects.filter(pk=number_in(request, "other", 0), merged_into=known.contact).first()
    if other:
        other.part(by=request.user)
        done(request, _("They are two contacts again."))
    return redirect("desk:contact", pk=known.contact.pk)
