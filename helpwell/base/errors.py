"""A form that cannot be taken: nothing was changed, and what to do now. Pages of other errors are the help centre's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old, or the form was not ours."""
    return render(request, "base/stale_form.html", status=403)
