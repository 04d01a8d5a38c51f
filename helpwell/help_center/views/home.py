"""The front door: into a language, then search first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from helpwell.answers.popular import popular
from helpwell.base.models import Site
from helpwell.help_center.addresses import home_addresses
from helpwell.help_center.pages import show
from helpwell.help_center.topics import topics
from helpwell.help_center.tutorials import popular_tutorials
from helpwell.knowledge.access import audiences_of


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """To the home page in the language the browser asks for."""
    response = redirect("help_center:home", language=request.LANGUAGE_CODE)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Search first; then what many ask now, all topics, and the way to a person."""
    audiences, site = audiences_of(request.user), Site.current()
    return show(
        request,
        "help_center/home.html",
        home_addresses(language),
        popular=popular(language, audiences, site.popular_days),
        tutorials=popular_tutorials(language, audiences),
        topics=topics(language, audiences),
    )
