"""What was asked in the field under which rows opened, and which of them was chosen."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from helpwell.answers.asking import suggest
from helpwell.answers.log import Asked, record
from helpwell.base.limits import limited
from helpwell.base.robots import is_robot
from helpwell.base.same_origin import from_our_pages
from helpwell.help_center.asking import asker_of
from helpwell.help_center.choosing import translation_of
from helpwell.people.visitors import remember, visitor_of


class QuestionForm(forms.Form):
    """A question whose asker has settled."""

    q = forms.CharField(max_length=5000)
    typing = forms.SlugField(max_length=40)  # made by the page; longer forms of one typing share it
    article = forms.CharField(max_length=120, required=False)  # the id of the one that was opened


@from_our_pages
@limited("questions", most=300, seconds=60)
def questions(request: HttpRequest, language: str) -> HttpResponse:
    """Write it down once; robots ask nothing."""
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
    if is_robot(request):
        return HttpResponse(status=204)
    return _note(request, language, **form.cleaned_data)


def _note(request: HttpRequest, language: str, q: str, typing: str, article: str) -> HttpResponse:
    asker, visitor = asker_of(request, language), visitor_of(request)
    question = record(Asked(q, asker, visitor, typing=typing), suggest(q, asker))
    opened = translation_of(article, language, asker.audiences) if article else None
    if opened:
        question.open(opened, question.rank_of(opened))
    return remember(HttpResponse(status=204), visitor)
