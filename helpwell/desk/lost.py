"""An address at the desk that leads nowhere: back to work, instead of the customers' page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest) -> HttpResponse:
    """404: it is gone, or it is not hers to see."""
    return render(request, "desk/not_found.html", status=404)
