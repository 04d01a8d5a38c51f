"""What people asked and did not find, what they search for, and one deed for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.answers.asking import Asker, ask
from helpwell.answers.found import FoundArticle
from helpwell.answers.gaps import EXAMPLES, gap_for, in_vain, telling_word, wordings
from helpwell.answers.models import Gap
from helpwell.answers.searches import intents
from helpwell.base.models import Site
from helpwell.desk.forms.gaps import GapSettlementForm, GapSynonymForm, SearchForm
from helpwell.desk.pages import page_of
from helpwell.desk.undo import Undo, done
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Translation
from helpwell.people.access import StaffRequest, editor_required


@require_safe
@editor_required
def gaps(request: HttpRequest) -> HttpResponse:
    """The most asked first."""
    page = page_of(Gap.objects.open().ranked().select_related("translation__article"), request)
    asked = wordings(page.object_list)
    rows = [(gap, [one for one in asked.get(gap.pk, []) if one.text != gap.text][:EXAMPLES]) for gap in page]
    return render(request, "desk/gaps.html", {"page": page, "rows": rows})


@require_safe
@editor_required
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: how it was asked, and which article may answer it."""
    return _gap_page(request, get_object_or_404(Gap, pk=pk))


def _gap_page(request: HttpRequest, gap: Gap, form: GapSynonymForm | None = None) -> HttpResponse:
    asked = wordings([gap]).get(gap.pk, [])
    sought = request.GET.get("q", "").strip()
    form = form or GapSynonymForm(initial={"word": telling_word(gap)[:80]})
    context = {"gap": gap, "wordings": asked, "sought": sought, "form": form, "in_vain": in_vain(gap)}
    context["suggested"] = _suggested(gap, sought)
    return render(request, "desk/gap.html", context, status=422 if form.errors else 200)


def _suggested(gap: Gap, sought: str) -> tuple[FoundArticle, ...]:
    """What the words typed into the search find; before that, what comes nearest to the question."""
    return ask(sought or gap.text, Asker(gap.language, STAFF), limit=8).articles


@require_POST
@editor_required
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin the answer: a draft that knows its question."""
    gap = get_object_or_404(Gap.objects.select_related("translation"), pk=pk)
    draft = gap.begin_answer([one.text for one in wordings([gap]).get(gap.pk, [])], by=request.user)
    return redirect("desk:article", pk=draft.article_id, language=draft.language)


@require_POST
@editor_required
def article(request: StaffRequest, pk: int) -> HttpResponse:
    """The chosen article is also asked like this."""
    gap = get_object_or_404(Gap, pk=pk)
    chosen = get_object_or_404(Translation.objects.published(), pk=request.POST.get("translation") or 0)
    gap.answer_with(chosen, [one.text for one in wordings([gap]).get(gap.pk, [])], by=request.user)
    said = _("From now on this leads to “%s”.") % (chosen.live.title if chosen.live else chosen)
    done(request, said, _undo(gap))
    return redirect("desk:gaps")


@require_POST
@editor_required
def synonym(request: StaffRequest, pk: int) -> HttpResponse:
    """The customers' word means one of ours."""
    gap = get_object_or_404(Gap, pk=pk)
    form = GapSynonymForm(request.POST)
    if not form.is_valid():
        return _gap_page(request, gap, form)
    gap.explain(form.cleaned_data["word"], form.cleaned_data["meaning"], by=request.user)
    done(request, _("“%(word)s” now finds what “%(meaning)s” finds.") % form.cleaned_data, _undo(gap))
    return redirect("desk:gaps")


@require_POST
@editor_required
def settlement(request: StaffRequest, pk: int) -> HttpResponse:
    """Not for us; or taken back, and open again."""
    gap = get_object_or_404(Gap, pk=pk)
    form = GapSettlementForm(request.POST)
    if form.is_valid() and form.cleaned_data["status"] == Gap.Status.OPEN:
        gap.reopen(by=request.user)
        done(request, _("Open again."))
    elif form.is_valid():
        gap.settle(form.cleaned_data["status"], by=request.user)
        done(request, _("Put aside: “%s”.") % gap, _undo(gap))
    return redirect("desk:gaps")


@require_safe
@editor_required
def searches(request: HttpRequest) -> HttpResponse:
    """What was searched for this week, by meaning."""
    form = SearchForm(request.GET)
    language, days = form.chosen()
    context = {"form": form, "days": days, "code": language, "intents": intents(language, days)}
    return render(request, "desk/searches.html", context)


@require_POST
@editor_required
def search_as_gap(request: StaffRequest) -> HttpResponse:
    """Treat a search like something that was not found, to write its answer or explain its word."""
    text, language = request.POST.get("text", "")[:500], request.POST.get("language", "")
    if not text.strip() or language not in Site.current().languages:
        return redirect("desk:searches")
    return redirect("desk:gap", pk=gap_for(text, language).pk)


def _undo(gap: Gap) -> Undo:
    return Undo(reverse("desk:gap_settlement", args=[gap.pk]), "status", Gap.Status.OPEN)
