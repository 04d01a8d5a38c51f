"""Every address and the room that answers it."""

from django.urls import include, path, register_converter

from helpwell.base import health
from helpwell.base.addresses import LanguageConverter
from helpwell.base.brand import brand_stylesheet
from helpwell.base.logo import logo

register_converter(LanguageConverter, "language")

handler404 = "helpwell.help_center.errors.not_found"
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
