"""What customers say about articles, and articles to read again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.desk.forms.reviewing import AssigneeForm, ConfirmationForm, SettlementForm
from helpwell.desk.pages import page_of
from helpwell.desk.undo import Undo, done
from helpwell.knowledge.models import Article, Vote
from helpwell.people.access import StaffRequest, editor_required
from helpwell.people.models import User


@require_safe
@editor_required
def reviews(request: HttpRequest) -> HttpResponse:
    """Negative votes: the open ones, or with `?settled` those dealt with."""
    settled = "settled" in request.GET
    votes = Vote.objects.settled() if settled else Vote.objects.to_review()
    page = page_of(votes.with_article(), request)
    context = {"votes": page, "settled": settled, "colleagues": User.objects.staff().by_name()}
    return render(request, "desk/reviews.html", context)


@require_POST
@editor_required
def settlement(request: StaffRequest, pk: int) -> HttpResponse:
    """The article was changed, or nothing needs to; or it is open again."""
    vote = get_object_or_404(Vote, pk=pk, helpful=False)
    form = SettlementForm(request.POST)
    if form.is_valid():
        vote.settle(form.cleaned_data["status"], by=request.user)
        is_open = vote.status == Vote.Status.OPEN
        undo = None if is_open else Undo(reverse("desk:vote_settlement", args=[pk]), "status", Vote.Status.OPEN)
        done(request, _("Open again.") if is_open else _("Settled: %s.") % vote.get_status_display(), undo)
    return redirect("desk:reviews")


@require_POST
@editor_required
def assignee(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody sees to it."""
    vote = get_object_or_404(Vote, pk=pk, helpful=False)
    form = AssigneeForm(request.POST)
    if form.is_valid():
        vote.assign(form.cleaned_data["assignee"], by=request.user)
        who = vote.assignee
        done(request, _("%s sees to it.") % who if who else _("Nobody in particular sees to it now."))
    return redirect("desk:reviews")


@require_safe
@editor_required
def due(request: HttpRequest) -> HttpResponse:
    """Articles past their review date, the longest overdue first."""
    page = page_of(Article.objects.review_due().for_review(), request)
    return render(request, "desk/reviews_due.html", {"articles": page, "form": ConfirmationForm()})


@require_POST
@editor_required
def confirmation(request: StaffRequest, pk: int) -> HttpResponse:
    """It is still right until the given date."""
    article = get_object_or_404(Article, pk=pk)
    form = ConfirmationForm(request.POST)
    if form.is_valid():
        article.confirm(by=request.user, next_review_on=form.cleaned_data["until"])
        done(request, _("Still right, says %s.") % request.user)
        return redirect("desk:reviews_due")
    page = page_of(Article.objects.review_due().for_review(), request)
    context = {"articles": page, "form": form, "refused": article.pk}
    return render(request, "desk/reviews_due.html", context, status=422)
