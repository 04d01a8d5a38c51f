"""Pages for what went wrong: each says what happened and leads on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: this address leads nowhere."""
    return render(request, "base/not_found.html", status=404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too often in a short time; says to wait a minute."""
    response = render(request, "base/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page needs neither database nor session."""
    return render(request, "base/failed.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old; nothing was changed."""
    return render(request, "base/stale_form.html", status=403)
