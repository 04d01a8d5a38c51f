"""Pages of the company's website to keep an eye on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import WebPage

MOST = 50  # pages looked at each night
is_address = URLValidator(schemes=["http", "https"])


class WebPagesForm(forms.Form):
    """Several addresses at once, one a line."""

    addresses = forms.CharField(
        label=_("Pages of your website"),
        help_text=_("One address a line: the home page, contact, basket, order status."),
        max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 3, "class": "input input--low", "placeholder": "https://www.example.com/"}
        ),
    )

    def clean_addresses(self) -> list[str]:
        """The addresses; a missing https:// is added."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines() if line.strip()]
        addresses = [line if "://" in line else f"https://{line}" for line in lines]
        for address in addresses:
            _check(address)
        if WebPage.objects.exclude(address__in=addresses).count() + len(set(addresses)) > MOST:
            raise ValidationError(_("At most %(count)d pages are looked at."), params={"count": MOST})
        return addresses

    def save(self) -> list[WebPage]:
        """Those that are new."""
        made: list[tuple[Any, bool]] = [
            WebPage.objects.get_or_create(address=address) for address in self.cleaned_data["addresses"]
        ]
        return [page for page, is_new in made if is_new]


def _check(address: str) -> None:
    try:
        is_address(address)
    except ValidationError as error:
        raise ValidationError(_("“%(address)s” is no web address."), params={"address": address[:100]}) from error
    if len(address) > WebPage._meta.get_field("address").max_length:  # type: ignore[operator]
        raise ValidationError(_("“%(address)s” is too long."), params={"address": f"{address[:60]}…"})
