"""The desk's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helpwell.people.access import staff_required


@staff_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody."""
    return render(request, "base/page.html")
