"""Ask and see what there is: the rows under the field, and the page of results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from helpwell.answers.asking import ask, readable, suggest
from helpwell.answers.log import Asked, record
from helpwell.base.robots import is_robot
from helpwell.base.same_origin import is_same_origin_visit
from helpwell.help_center.addresses import listing_addresses
from helpwell.help_center.asking import CANDIDATES, asker_of, results_of, search_url
from helpwell.help_center.best import best_answer
from helpwell.help_center.pages import show
from helpwell.help_center.topics import topics
from helpwell.people.visitors import remember, visitor_of

ROWS = 5
COMPLETIONS = 4  # some of them say what a row says
SPARE = 2  # more than is shown, so that a narrowed list is not bare; each costs time with every letter
HITS = 10


@require_safe
def rows(request: HttpRequest, language: str) -> HttpResponse:
    """What matches so far, as a part for `<live-search>`."""
    found = suggest(request.GET.get("q", ""), asker_of(request, language), limit=ROWS + SPARE, completing=COMPLETIONS)
    results = results_of(found, language, request.GET.get("topic", ""), ROWS)
    return render(request, "help_center/_rows.html", {"results": results})


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """The page of results for `?q=`. Somebody who has just asked is noted first and then led here."""
    question = readable(request.GET.get("q", ""))
    if "asked" in request.GET:
        return _note_and_show(request, language, question)
    asker, topic = asker_of(request, language), request.GET.get("topic", "")
    literally = "exact" in request.GET
    found = ask(question, asker, limit=CANDIDATES, literally=literally)
    results = results_of(found, language, topic, HITS)
    return show(
        request,
        "help_center/search.html",
        listing_addresses(language, "search"),
        question=question,
        topic=asker.topic,
        results=results,
        best=best_answer(results, language, asker.audiences),
        topics=[] if results.results else topics(language, asker.audiences).roots,
    )


def _note_and_show(request: HttpRequest, language: str, question: str) -> HttpResponse:
    """To the address without the mark, so that reloading or sharing it asks nothing anew."""
    asker = asker_of(request, language)
    response = redirect(search_url(language, q=question, **{"from": asker.topic}))
    if not question or is_robot(request) or not is_same_origin_visit(request):
        return response
    visitor = visitor_of(request)
    asked = Asked(question, asker, visitor, typing=request.GET.get("typing", ""))
    record(asked, ask(question, asker))
    return remember(response, visitor)
