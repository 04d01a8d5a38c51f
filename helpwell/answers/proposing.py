"""Proposes synonyms from what people typed and then opened; nothing works before an editor approves it."""

from django.utils import translation
from django.utils.translation import gettext as _

from helpwell.answers.clicks import clicks_in
from helpwell.answers.models import Synonym
from helpwell.answers.opened import OpenedArticles
from helpwell.answers.signs import LEAST_VISITORS, Sign, signs_of_clicks, signs_of_second_tries
from helpwell.base.languages import interface_language
from helpwell.base.models import Site


def propose_synonyms() -> int:
    """Read the log and propose what it shows; how many new proposals."""
    site = Site.current()
    with translation.override(interface_language(site.default_language)):
        return sum(_propose(language) for language in site.languages)


def _propose(language: str) -> int:
    clicks = list(clicks_in(language))
    explained = set(Synonym.objects.active().filter(language=language).values_list("word", flat=True))
    articles = OpenedArticles(language, {click.translation for click in clicks if click.translation})
    signs = signs_of_clicks(clicks, articles) | signs_of_second_tries(clicks)
    pairs = {(sign.typed.most_common(1)[0][0], meaning): sign for (_stem, meaning), sign in signs.items()}
    return sum(
        Synonym.propose(language, word[:80], meaning[:80], _evidence(word, sign)[:300])
        for (word, meaning), sign in sorted(pairs.items(), key=lambda pair: -len(pair[1].visitors))
        if len(sign.visitors) >= LEAST_VISITORS and word not in explained
    )


def _evidence(word: str, sign: Sign) -> str:
    count = len(sign.visitors)
    if sign.article:
        return _("%(count)d different people typed “%(word)s” and then opened “%(article)s”.") % {
            "count": count, "word": word, "article": sign.article,
        }  # fmt: skip
    return _("%(count)d different people typed “%(word)s”, found nothing they wanted, and tried this word instead.") % {
        "count": count, "word": word,
    }  # fmt: skip
