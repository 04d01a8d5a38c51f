"""The tree of categories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helpwell.people.access import editor_required


@editor_required
def categories(request: HttpRequest) -> HttpResponse:
    """The whole tree."""
    return render(request, "desk/categories.html")
