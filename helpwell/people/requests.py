"""At the desk, everything speaks the user's own language and tells her time."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.people.models import User

OURS = ("/desk/", "/accounts/")  # pages of the interface alone, without a content language in their address


class OwnLanguageMiddleware:
    """Public pages speak the language in their address; here nobody needs to be asked who she is for that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(OURS):
            return self.get_response(request)
        user = request.user if isinstance(request.user, User) else None
        request.LANGUAGE_CODE = interface_language(user.language if user and user.language else _asked_for(request))
        with translation.override(request.LANGUAGE_CODE), timezone.override(_zone_of(user)):
            return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Allauth's pages bring a site that knows only its host; let ours, with name and look, stand."""
        if response.context_data and not isinstance(response.context_data.get("site"), Site):
            response.context_data.pop("site", None)
        return response


def _asked_for(request: HttpRequest) -> str:
    """The interface has languages of its own; a browser may ask for one the site's content lacks."""
    return translation.get_language_from_request(request)


def _zone_of(user: User | None) -> ZoneInfo:
    return ZoneInfo(user.time_zone) if user and user.time_zone else Site.current().zone
