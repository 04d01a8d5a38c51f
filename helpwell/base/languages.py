"""Languages: of the interface, of the content, and which one a visitor would like."""

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from helpwell.base.site import Site

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "dv", "yi", "ckb", "sd", "ug"})


def is_language(code: str) -> bool:
    """Whether `code` is a language people speak, such as `de` or `pt-br`."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return code == code.lower()


def language_name(code: str) -> str:
    """The language's name in itself: Deutsch, Latviešu."""
    name = Locale.parse(code, sep="-").get_display_name() or code
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """`rtl` for scripts that run from right to left, else `ltr`."""
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def interface_language(code: str) -> str:
    """The language our own words appear in beside content in `code`."""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE


def preferred_language(accept_language: str, site: Site) -> str:
    """The site's language that suits an Accept-Language header best; its default when none does."""
    for wanted, _quality in parse_accept_lang_header(accept_language):
        for code in (wanted, wanted.split("-")[0]):
            if code in site.languages:
                return code
    return site.default_language
