"""The thinnest help centre: ask, find, read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from helpwell.answers.asking import Asker, ask
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Translation


def welcome(request: HttpRequest) -> HttpResponse:
    """To the home page in the language the browser asks for."""
    return redirect("help_center:home", language=request.LANGUAGE_CODE)


def home(request: HttpRequest, language: str) -> HttpResponse:
    """Search first."""
    return render(request, "help_center/home.html")


def search(request: HttpRequest, language: str) -> HttpResponse:
    """What answers the question in `?q=`."""
    found = ask(request.GET.get("q", ""), Asker(language, audiences_of(request.user)))
    return render(request, "help_center/search.html", {"found": found})


def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One article."""
    readable = Translation.objects.readable(audiences_of(request.user)).in_language(language).for_reading()
    return render(request, "help_center/article.html", {"translation": get_object_or_404(readable, slug=slug)})
