"""The many names under which other programs, in several languages, keep what we keep."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from babel import Locale

FIELDS: dict[str, str] = {
    "id": "id key public_id article_id external_id faq_id nr number nummer schlüssel artikel_id artikelnummer",
    "language": "language lang locale language_code sprache sprachcode valoda",
    "title": "title question headline subject name q titel frage überschrift ueberschrift betreff virsraksts jautājums",
    "body": "body text answer content markdown a antwort inhalt antworttext atbilde teksts saturs",
    "html": "html body_html content_html answer_html",
    "summary": "summary short_answer excerpt teaser description kurzantwort zusammenfassung kurzfassung kopsavilkums",
    "category": "category topic section folder kategorie thema rubrik bereich kategorija tēma",
    "kind": "kind type art typ",
    "visibility": "visibility audience access sichtbarkeit sichtbar_für redzamība",
    "status": "status state zustand statuss",
    "publish_at": "publish_at publish_on veröffentlichen_am",
    "also_asked": "also_asked also_asked_as phrasings aliases alternative_questions auch_gefragt_als varianten",
    "related": "related related_articles see_also verwandt verwandte_artikel siehe_auch saistītie",
    "owner": "owner verantwortlich besitzer atbildīgais",
    "review_on": "review_on review_date review prüfen_am wiedervorlage",
    "source_language": "source_language",
    "format": "format",
    "attachments": "attachments",
}
VALUES: dict[str, dict[str, str]] = {
    "kind": {
        "faq": "faq short short_answer question kurzantwort frage",
        "article": "article long artikel",
        "tutorial": "tutorial guide howto anleitung pamācība",
        "canned": "canned canned_response textbaustein snippet macro template sagatave",
    },
    "visibility": {
        "public": "public everybody everyone all öffentlich oeffentlich alle publisks",
        "signed_in": "signed_in members member customers logged_in angemeldet angemeldete kunden",
        "internal": "internal team staff private intern mitarbeiter iekšējs",
    },
    "status": {
        "published": "published publish live active online veröffentlicht veroeffentlicht aktiv publicēts",
        "draft": "draft unpublished inactive entwurf inaktiv melnraksts",
        "scheduled": "scheduled planned geplant ieplānots",
        "archived": "archived archive old archiviert archiv arhivēts",
    },
    "format": {
        "plain": "plain text txt",
        "markdown": "markdown md",
        "html": "html",
        "exact": "exact",
    },
}


def plain_name(name: str) -> str:
    """A heading without case, blanks and punctuation: `Also asked as:` and `also_asked_as` are one."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _lookup(words: Mapping[str, str]) -> dict[str, str]:
    return {plain_name(word): meaning for meaning, names in words.items() for word in names.split()}


_FIELDS = _lookup(FIELDS)
_VALUES = {name: _lookup(words) for name, words in VALUES.items()}


def field_of(name: str) -> str | None:
    """Our name for a heading; None when we do not know it."""
    return _FIELDS.get(plain_name(name))


def known_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields we understand under our names; of two headings for one field, the first that holds something."""
    known: dict[str, Any] = {}
    for name, value in fields.items():
        ours = field_of(str(name))
        if ours and known.get(ours) in (None, ""):
            known[ours] = value
    return known


def value_of(field: str, said: str) -> str | None:
    """Our word for a value such as `veröffentlicht`; None when we do not know it."""
    return _VALUES[field].get(plain_name(said))


def choices(field: str) -> Iterable[str]:
    """The words a field may hold."""
    return VALUES[field]


@cache
def language_names() -> dict[str, str]:
    """Codes by the languages' names in English, German, Latvian and themselves."""
    named: dict[str, str] = {}
    for speaker in ("en", "de", "lv"):
        for code, name in Locale(speaker).languages.items():
            if code.isalpha() and len(code) == 2:
                named.setdefault(name.casefold(), code)
                named.setdefault((Locale(code).get_display_name() or code).casefold(), code) if _is_known(
                    code
                ) else None
    return named


def _is_known(code: str) -> bool:
    return code in _known_codes()


@cache
def _known_codes() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(locale_identifiers())
