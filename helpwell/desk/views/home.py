"""The desk's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from helpwell.people.access import staff_required


@staff_required
def home(request: HttpRequest) -> HttpResponse:
    """To what everybody here works on."""
    return redirect("desk:articles")
