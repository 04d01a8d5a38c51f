"""The operator's hue and own CSS as a stylesheet: it lands in the last layer and wins."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from helpwell.base.site import Site

OUR_HUE = 215  # what tokens.css says by itself
A_YEAR = 365 * 24 * 3600  # seconds


def brand_stylesheet(request: HttpRequest) -> HttpResponse:
    """The stylesheet. Its address changes with its content, so browsers may keep it."""
    return HttpResponse(
        brand_css(Site.current()),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={A_YEAR}"},
    )


def brand_css(site: Site) -> str:
    """Hue first, then the operator's own words, all in the layer `brand`."""
    return f"@layer brand {{\n:root {{ --brand-hue: {site.hue}; }}\n{site.brand_css}\n}}\n"


def brand_url(site: Site) -> str:
    """Where the stylesheet is; empty while the site looks as we made it."""
    if site.hue == OUR_HUE and not site.brand_css.strip():
        return ""
    version = hashlib.sha256(brand_css(site).encode()).hexdigest()[:12]
    return f"{reverse('brand')}?v={version}"
