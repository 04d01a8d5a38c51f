"""Where the public pages are, in every language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.urls import reverse

from helpwell.base.models import Site
from helpwell.knowledge.models import Category, Translation


class HasSlug(Protocol):
    """Anything with an address of its own."""

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True)
class Addresses:
    """Where one page is: paths by language."""

    canonical: str  # the path search engines should keep
    switch: dict[str, str]  # for the reader who changes language: every language of the site
    alternates: dict[str, str]  # for search engines: pages really in that language

    @property
    def fallback(self) -> str:
        """For readers of none of the languages: the site's first that there is."""
        first = Site.current().default_language
        return self.alternates.get(first) or next(iter(self.alternates.values()), "")


def origin() -> str:
    """Scheme and host under which customers know this site."""
    return str(settings.HELPWELL.address).rstrip("/")


def article_url(article: HasSlug, language: str) -> str:
    """The article on the pages of `language`, whichever language it is in itself."""
    return _article_url(article.slug, language)


def home_addresses(language: str) -> Addresses:
    """The home page."""
    homes = {code: reverse("help_center:home", args=[code]) for code in Site.current().languages}
    return Addresses(homes[language], homes, homes)


def listing_addresses(language: str, name: str) -> Addresses:
    """A page that is called the same in every language, such as the page of all articles."""
    pages = {code: reverse(f"help_center:{name}", args=[code]) for code in Site.current().languages}
    return Addresses(pages[language], pages, pages)


def category_addresses(category: Category, language: str) -> Addresses:
    """A category; its own names' languages are its alternates."""
    own = {name.language: _category_url(name.slug, name.language) for name in category.names.all()}
    switch = {code: own.get(code) or _category_url(slug_in(category, code), code) for code in Site.current().languages}
    return Addresses(switch[language], switch, {code: own[code] for code in switch if code in own})


def article_addresses(translation: Translation, siblings: Iterable[Translation], language: str) -> Addresses:
    """An article. A page that borrows another language's words points search engines to the original."""
    own = {one.language: article_url(one, one.language) for one in siblings}
    switch = {code: own.get(code) or article_url(translation, code) for code in Site.current().languages}
    return Addresses(own[translation.language], switch, own)


def slug_in(category: Category, language: str) -> str:
    """The category's slug on the pages of `language`."""
    text = category.text_in(language)
    return text.slug if text else category.public_id


def category_url(category: Category, language: str) -> str:
    """The category on the pages of `language`."""
    return _category_url(slug_in(category, language), language)


@lru_cache(maxsize=5_000)  # while somebody types, the same articles are found with every letter
def _article_url(slug: str, language: str) -> str:
    return reverse("help_center:article", args=[language, slug])


def _category_url(slug: str, language: str) -> str:
    return reverse("help_center:category", args=[language, slug])
