"""The one site this installation serves: its name, its look, its languages."""

import functools
import zoneinfo
from datetime import date
from typing import Any, Self

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CACHE_KEY = "base.site"
CACHE_SECONDS = 2  # how old another process may see a changed setting


def default_languages() -> list[str]:
    """The languages a fresh installation offers."""
    return ["en", "de", "lv"]


@functools.cache
def time_zones() -> tuple[str, ...]:
    """Every name of the time zone database; reading it takes a while."""
    return tuple(sorted(zoneinfo.available_timezones()))


def validate_time_zone(name: str) -> None:
    """Refuse what the time zone database does not know."""
    if name not in time_zones():
        raise ValidationError(_("“%(name)s” is no time zone. Try one such as Europe/Berlin."), params={"name": name})


class Site(models.Model):
    """Everything an admin sets for the whole installation. There is exactly one row."""

    name = models.CharField(_("name"), max_length=80, default="Helpwell")
    logo = models.FileField(_("logo"), upload_to="site/", blank=True)
    hue = models.PositiveSmallIntegerField(
        _("colour"), default=215, validators=[MinValueValidator(0), MaxValueValidator(360)]
    )  # degrees on the colour wheel, 0..360
    brand_css = models.TextField(_("own stylesheet"), blank=True)  # lands in the last layer, `brand`
    languages = models.JSONField(_("languages"), default=default_languages)  # codes; the first is the default
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Berlin", validators=[validate_time_zone]
    )
    home_url = models.URLField(_("link to your website"), blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    contact_url = models.URLField(_("link to your contact page"), blank=True)
    imprint_url = models.URLField(_("link to the imprint"), blank=True)
    privacy_url = models.URLField(_("link to the privacy notice"), blank=True)
    retention_days = models.PositiveIntegerField(
        _("keep questions for"), default=365, validators=[MinValueValidator(7)]
    )  # days; older questions lose their text and visitor
    popular_days = models.PositiveIntegerField(
        _("popular questions of the last"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )  # days
    least_words = models.PositiveIntegerField(_("warn when an answer has fewer words than"), default=20)
    jargon = models.TextField(
        _("words only we use"), blank=True, max_length=10_000
    )  # a line each: "SKU = article number"

    class Meta:
        verbose_name = _("site")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The site, from the cache when it is fresh; made with defaults on first use."""
        site: Self | None = cache.get(CACHE_KEY)
        if site is None:
            site = cls.stored()
            cache.set(CACHE_KEY, site, CACHE_SECONDS)
        return site

    @classmethod
    def stored(cls) -> Self:
        """The site as it is in the database, for whoever changes it."""
        site, _created = cls.objects.get_or_create(pk=1)
        return site

    @property
    def default_language(self) -> str:
        """The language of visitors who ask for none we have."""
        return str(self.languages[0])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The company's own time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def jargon_words(self) -> dict[str, str]:
        """Each word of the house and what to say instead, "" where nobody said."""
        pairs = (line.partition("=") for line in self.jargon.splitlines())
        return {word.strip(): better.strip() for word, _equals, better in pairs if word.strip()}

    @transaction.atomic
    def change(self, **values: Any) -> None:
        """Set the named fields and let every process see them within `CACHE_SECONDS`."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        transaction.on_commit(lambda: cache.delete(CACHE_KEY))


def today() -> date:
    """The date where the company is, whoever asks from wherever."""
    return timezone.localdate(timezone=Site.current().zone)
