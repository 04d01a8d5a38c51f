"""Every address and the room that answers it."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, register_converter

from helpwell.base import health
from helpwell.base.addresses import LanguageConverter
from helpwell.base.brand import brand_stylesheet
from helpwell.base.logo import logo
from helpwell.desk import lost
from helpwell.help_center import errors

register_converter(LanguageConverter, "language")

handler404 = "helpwell.urls.not_found"
handler429 = "helpwell.help_center.errors.too_many"  # asked for by allauth
handler500 = "helpwell.help_center.errors.failed"

urlpatterns = [
    path("brand.css", brand_stylesheet, name="brand"),
    path("files/site/<str:name>", logo, name="logo"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("desk/", include("helpwell.desk.urls")),
    path("accounts/", include("helpwell.people.urls")),
    path("chat/", include("helpwell.channels.chat.urls")),
    path("", include("helpwell.knowledge.urls")),
    path("", include("helpwell.help_center.urls")),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: whoever is at work there stays at the desk, everybody else may ask the help centre."""
    is_at_work = request.path.startswith("/desk/") and request.user.is_authenticated and request.user.is_staff
    return lost.not_found(request) if is_at_work else errors.not_found(request, exception)
