"""Recognise a browser by our own random cookie, only once it has asked or voted."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from helpwell.people.models import Visitor

COOKIE = "visitor"
COOKIE_SECONDS = 365 * 24 * 3600


def known_visitor(request: HttpRequest) -> Visitor | None:
    """The visitor this browser is, or None while it has not asked or voted."""
    try:
        return Visitor.objects.filter(pk=uuid.UUID(request.COOKIES.get(COOKIE, ""))).first()
    except ValueError:
        return None


def visitor_of(request: HttpRequest) -> Visitor:
    """The visitor this browser is, made when it is new. Answer through `remember` afterwards."""
    return known_visitor(request) or Visitor.objects.create()


def remember(response: HttpResponse, visitor: Visitor) -> HttpResponse:
    """Let the browser come back as the same visitor; the cookie is ours alone and says nothing."""
    response.set_cookie(
        COOKIE,
        str(visitor.pk),
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
