"""The operator's own look, linked after ours so that it wins."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from helpwell.base.brand import brand_url
from helpwell.base.site import Site

register = template.Library()


@register.simple_tag
def brand_stylesheet(site: Site) -> SafeString:
    """The link to the brand stylesheet; nothing while the site looks as we made it."""
    url = brand_url(site)
    return format_html('<link rel="stylesheet" href="{}">', url) if url else SafeString()
