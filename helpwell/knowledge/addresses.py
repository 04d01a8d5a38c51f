"""Where articles are for good."""

from django.conf import settings


def lasting_url(public_id: str, language: str) -> str:
    """An address that leads to the article whatever it is called later; the help centre sends readers on from it."""
    return f"{str(settings.HELPWELL.address).rstrip('/')}/{language}/a/{public_id}"
