"""Macros: written and changed, run on one conversation or on many, and taken back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.automation.models import Macro, MacroRun
from helpwell.automation.running import Done, run_on_many, run_on_one, take_back
from helpwell.automation.targets import Targets
from helpwell.conversations.models import Conversation
from helpwell.desk.answering import answer, done_to_many, number_in
from helpwell.desk.conversation_selection import Selection
from helpwell.desk.forms.macro import MacroForm
from helpwell.desk.opened import find_conversation
from helpwell.desk.undo import Undo, done
from helpwell.desk.ways_back import WayBack, forget
from helpwell.people.access import StaffRequest, staff_required


@require_safe
@staff_required
def macros(request: StaffRequest) -> HttpResponse:
    """Everybody's and her own, with what each does and what of it cannot be done any more."""
    found = list(Macro.objects.usable_by(request.user).select_related("owner"))
    targets, language = Targets.of(found), request.LANGUAGE_CODE
    shown = [(macro, list(targets.in_words(macro, language)), targets.problems(macro)) for macro in found]
    return render(request, "desk/macros.html", {"macros": shown, "reader": request.user})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new(request: StaffRequest) -> HttpResponse:
    """Write one: for everybody when an editor does."""
    return _write(request, Macro(owner=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def macro(request: StaffRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _write(request, get_object_or_404(Macro.objects.editable_by(request.user), pk=pk, removed_at=None))


def _write(request: StaffRequest, macro: Macro) -> HttpResponse:
    form = MacroForm(request.POST or None, macro=macro, user=request.user)
    if form.is_valid():
        form.save()
        done(request, _("Saved."))
        return redirect("desk:macros")
    context = {"form": form, "macro": macro, "problems": Targets.of([macro]).problems(macro)}
    return render(request, "desk/macro.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def presence(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove it, or with `back` bring it back."""
    macro = get_object_or_404(Macro.objects.editable_by(request.user), pk=pk)
    if "back" in request.POST:
        macro.bring_back(by=request.user)
        done(request, _("It is there again."))
    else:
        macro.remove(by=request.user)
        done(request, _("“%s” is removed.") % macro, Undo(reverse("desk:macro_presence", args=[pk]), "back", "1"))
    return redirect("desk:macros")


@require_POST
@staff_required
def of_conversation(request: StaffRequest, pk: int, macro_pk: int) -> HttpResponse:
    """Run it on the conversation that is open; its words go to where she writes."""
    conversation = find_conversation(request.user, pk)
    ran = run_on_one(_usable(request, macro_pk), conversation, request.user)
    conversation = Conversation.objects.with_reading_of(request.user).get(pk=ran.conversation_pk)
    return answer(request, conversation, _said_of_one(ran), _way_back(ran.run), inserted=ran.texts)


@require_POST
@staff_required
def runs(request: StaffRequest, pk: int) -> HttpResponse:
    """Run it on the rows that are ticked."""
    macro, picked = _usable(request, pk), Selection(request.POST).pks
    if not picked:
        return render(request, "desk/_selection_refused.html", status=422)
    conversations = Conversation.objects.visible_to(request.user).whole().filter(pk__in=picked).order_by("pk")
    ran = run_on_many(macro, conversations, request.user)
    return done_to_many(request, _said_of_many(ran), _way_back(ran.run))


@require_http_methods(["DELETE"])
@staff_required
def run(request: StaffRequest, run_pk: int) -> HttpResponse:
    """Undo: everything it did, at once."""
    ran = get_object_or_404(MacroRun.objects.to_take_back(request.user).select_related("macro"), pk=run_pk)
    texts = take_back(ran, request.user)
    forget(request, _way_back(ran))
    open_pk = number_in(request, "on_page", 0)
    if str(open_pk) not in ran.changes:
        return done_to_many(request, _("Taken back."))
    return answer(request, find_conversation(request.user, open_pk), _("Taken back."), taken_out=texts)


def _usable(request: StaffRequest, pk: int) -> Macro:
    return get_object_or_404(Macro.objects.usable_by(request.user), pk=pk)


def _way_back(run: MacroRun) -> WayBack:
    return WayBack(reverse("desk:macro_run", args=[run.pk]), "delete")


def _said_of_one(ran: Done) -> str:
    return " ".join([_("“%s” is done.") % ran.run.macro, *_left_out(ran)])


def _said_of_many(ran: Done) -> str:
    count = len(ran.run.changes)
    words = ngettext(
        "“%(macro)s” on %(count)d conversation.", "“%(macro)s” on %(count)d conversations.", count
    ) % {"macro": ran.run.macro, "count": count}  # fmt: skip
    drafts = [_("The replies wait there as your drafts.")] if ran.has_drafts else []
    return " ".join([words, *drafts, *_left_out(ran)])


def _left_out(ran: Done) -> list[str]:
    """What could not be done, with why."""
    return [_("Left out: %s") % problem for problem in ran.problems]
