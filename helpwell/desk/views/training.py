"""Tutorials for the team: each notes what she has worked through, editors see how far everybody is (H13)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.desk.training import learners, lessons
from helpwell.desk.undo import Undo, done
from helpwell.knowledge.models import Translation
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import User


@require_safe
@staff_required
def training(request: StaffRequest) -> HttpResponse:
    """All of them with her marks; for editors with everybody's."""
    found = lessons(request.LANGUAGE_CODE)
    hers = [(one, one.read_at(request.user), one.has_changed_for(request.user)) for one in found]
    context = {
        "lessons": hers,
        "done_count": sum(bool(read_at) for _lesson, read_at, _changed in hers),
        "learners": learners(found, User.objects.staff()) if request.user.is_editor and found else [],
    }
    return render(request, "desk/training.html", context)


@require_POST
@staff_required
def reading(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """She has worked through it, or with `unread` she has not."""
    translation = get_object_or_404(Translation.objects.for_training(), article=pk, language=language)
    if "unread" in request.POST:
        translation.article.has_not_been_read(by=request.user)
    else:
        translation.article.has_been_read(translation.live, by=request.user)
        undo = Undo(reverse("desk:training_reading", args=[pk, language]), "unread", "1")
        done(request, _("Noted: you have worked through “%s”.") % translation.working_content.title, undo)
    return redirect("desk:training")
