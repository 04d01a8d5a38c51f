"""Was this helpful? One word a visitor, and after a no one question why."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from helpwell.answers.log import note_vote
from helpwell.base.limits import limited
from helpwell.base.same_origin import from_our_pages
from helpwell.help_center.addresses import article_url
from helpwell.help_center.choosing import translation_at
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Translation, Vote
from helpwell.people.visitors import remember, visitor_of

WHY = [
    (Vote.Reason.NOT_ANSWERED, _("It does not answer my question")),
    (Vote.Reason.UNCLEAR, _("It is hard to understand")),
    (Vote.Reason.DID_NOT_WORK, _("I tried it and it did not work")),
    (Vote.Reason.OUTDATED, _("It is out of date")),
]


class VoteForm(forms.Form):
    """Yes, no, or no and why."""

    helpful = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])
    reason = forms.ChoiceField(choices=Vote.Reason, required=False)
    comment = forms.CharField(max_length=2000, required=False)
    explained = forms.BooleanField(required=False)  # she was asked why


@from_our_pages
@limited("votes", most=30, seconds=60)
def votes(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Count it and say thanks in place; without JavaScript, back on the article's page."""
    found = translation_at(language, slug, audiences_of(request.user))
    if found is None:
        raise Http404
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _reply(request, language, found, "no", status=400)
    visitor = visitor_of(request)
    helpful = form.cleaned_data["helpful"] == "yes"
    Vote.cast(found, visitor, helpful=helpful, reason=form.cleaned_data["reason"], comment=form.cleaned_data["comment"])
    note_vote(visitor, found, helpful=helpful)
    voted = "yes" if helpful else "thanks" if form.cleaned_data["explained"] else "no"
    return remember(_reply(request, language, found, voted), visitor)


def _reply(request: HttpRequest, language: str, found: Translation, voted: str, status: int = 200) -> HttpResponse:
    """The part for `<help-vote>`, else the whole page at the place of the vote."""
    if request.headers.get("X-Part") == "vote":
        context = {"translation": found, "language": language, "voted": voted, "reasons": WHY}
        return render(request, "help_center/_vote.html", context, status=status)
    return redirect(f"{article_url(found, language)}?voted={voted}#vote")
