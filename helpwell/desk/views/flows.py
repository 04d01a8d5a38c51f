"""Flows: the ways the assistant walks with customers, written here and tried before anybody meets them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.automation.checking import check
from helpwell.automation.flow_steps import FlowStep
from helpwell.automation.models import Flow
from helpwell.automation.walking import Around
from helpwell.base.models import Site
from helpwell.desk.flow_preview import walk_draft
from helpwell.desk.forms.flow import FlowPage, NewFlowForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required

MOST_REPLIES = 100  # of one preview


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def flows(request: StaffRequest) -> HttpResponse:
    """All of them with how they went, and room for one more."""
    form = NewFlowForm(request.POST or None)
    if form.is_valid():
        flow = Flow(inbox=form.cleaned_data["inbox"])
        flow.change(request.user, name=form.cleaned_data["name"])
        return redirect("desk:flow", flow.pk)
    context = {"flows": Flow.objects.select_related("inbox"), "form": form}
    return render(request, "desk/flows.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def flow(request: StaffRequest, pk: int) -> HttpResponse:
    """One, as it is written."""
    found = get_object_or_404(Flow.objects.select_related("inbox"), pk=pk)
    page = FlowPage(request.POST or None, flow=found, language=request.LANGUAGE_CODE)
    if request.method == "POST" and page.is_valid():
        page.save(by=request.user)
        done(request, _("Saved as a draft."))
        return redirect(reverse("desk:flow", args=[pk]) + ("#last" if request.POST.get("more") else ""))
    findings = check(found)
    context = {
        "flow": found,
        "page": page,
        "counts": found.counts(),
        "kinds": FlowStep.Kind.choices,
        "findings": findings,
    }
    context["marked"] = {one.step for one in findings}
    return render(request, "desk/flow.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@admin_required
def publication(request: StaffRequest, pk: int) -> HttpResponse:
    """Customers walk the draft from now on; `off` takes it back from them."""
    found = get_object_or_404(Flow, pk=pk)
    if "off" in request.POST:
        found.switch_off(by=request.user)
        done(request, _("Nobody is offered it any more."))
    elif any(one.is_grave for one in check(found)):
        done(request, _("Not published yet. Please mend what is marked first."))
    elif found.draft:
        found.publish(by=request.user)
        done(request, _("Published. Customers are offered it now."))
    return redirect("desk:flow", pk)


@require_POST
@admin_required
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Nobody wants it any more."""
    get_object_or_404(Flow, pk=pk).remove(by=request.user)
    done(request, _("Deleted."))
    return redirect("desk:flows")


@require_safe
@admin_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Walk the draft; the way so far stands in the address, and nothing is stored."""
    found = get_object_or_404(Flow.objects.select_related("inbox"), pk=pk)
    given = request.GET
    language = given.get("language", Site.current().default_language)
    is_open = given.get("open", "yes") != "no"
    around = Around(given.get("page", ""), language, given.get("audience", "new"), is_open)
    replies = [one[:500] for one in given.getlist("reply") if one][:MOST_REPLIES]
    if words := given.get("words", "").strip()[:500]:
        replies.append(f"={words}")
    context = {"flow": found, "walked": walk_draft(found, around, replies), "around": around, "replies": replies}
    return render(request, "desk/flow_preview.html", {**context, "audiences": Flow.Audience.choices[1:]})
