"""What was learned from readers: each wording that leads to an article, and the editor's word on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.answers.learned import learned as learned_questions
from helpwell.answers.learned import told
from helpwell.answers.models import Question, Verdict
from helpwell.desk.forms.learned import ChosenArticleForm, VerdictForm
from helpwell.desk.pages import page_of
from helpwell.desk.undo import Undo, done
from helpwell.people.access import StaffRequest, editor_required


@require_safe
@editor_required
def learned(request: HttpRequest) -> HttpResponse:
    """Of all articles or of one, the most confirmed first; and what was refused."""
    refused, article = "refused" in request.GET, ChosenArticleForm(request.GET).chosen()
    page = page_of(learned_questions(article.pk if article else None, refused=refused), request)
    context = {"page": page, "rows": told(page), "refused": refused, "article": article}
    return render(request, "desk/learned.html", context)


@require_POST
@editor_required
def verdict(request: StaffRequest, pk: int) -> HttpResponse:
    """Refuse a wording, or let it teach again."""
    question = get_object_or_404(Question.objects.confirmed().select_related("opened__article"), pk=pk)
    form = VerdictForm(request.POST)
    if form.is_valid() and question.opened:
        refuse = form.cleaned_data["refuse"] == "yes"
        Verdict.give(question.opened.article, question.text, request.user, refuse=refuse)
        said = _("“%s” teaches nothing any more.") if refuse else _("“%s” counts again.")
        back = Undo(reverse("desk:verdict", args=[pk]), "refuse", "no" if refuse else "yes")
        done(request, said % question, back)
    return redirect(form.back_to(reverse("desk:learned")))
