"""Answer with a public page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from helpwell.help_center.addresses import Addresses, origin


def show(request: HttpRequest, template: str, addresses: Addresses, **context: Any) -> HttpResponse:
    """The page in its frame. Browsers may keep it and ask each time whether it is still the same (ETag)."""
    response = render(request, template, {"addresses": addresses, "origin": origin(), **context})
    patch_cache_control(response, no_cache=True, private=True)
    return response
