"""The contact form on any website: a script that puts it there, and the address it opens."""

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from helpwell.base.languages import preferred_language
from helpwell.base.models import Site

AN_HOUR = 3600  # seconds; the address stays the same when the script changes


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """What a website includes with one tag; it brings the form in a frame."""
    path = finders.find("contact_form/embed.js")
    if not isinstance(path, str):
        raise Http404
    with open(path, encoding="utf-8") as file:
        response = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={AN_HOUR}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """To the form in the language the website asks for, else in the browser's."""
    site, wanted = Site.current(), request.GET.get("language", "").lower()
    fitting = next((code for code in (wanted, wanted.split("-")[0]) if code in site.languages), "")
    language = fitting or preferred_language(request.headers.get("Accept-Language", ""), site)
    passed_on = {name: request.GET[name] for name in ("inbox", "page", "message") if name in request.GET}
    return redirect(f"{reverse('help_center:contact', args=[language])}?{urlencode({'embed': '1', **passed_on})}")
