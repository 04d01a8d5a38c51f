"""What else one may want to read: what the editor chose, filled up with what is most alike."""

from helpwell.answers.asking import Asker, ask
from helpwell.help_center.listing import ListedArticle, list_articles
from helpwell.knowledge.models import Translation

MOST = 4


def related_to(translation: Translation, language: str, audiences: frozenset[str]) -> list[ListedArticle]:
    """Up to four others, the editor's first."""
    readable = Translation.objects.readable(audiences)
    chosen = list_articles(language, readable.filter(article__in=translation.article.related.all()))
    if len(chosen) >= MOST:
        return chosen[:MOST]
    alike = list_articles(language, readable.filter(article__in=_alike(translation, audiences)))
    shown = {one.url for one in chosen}
    return [*chosen, *(one for one in alike if one.url not in shown)][:MOST]


def _alike(translation: Translation, audiences: frozenset[str]) -> list[int]:
    """The ids of the articles that answer this one's title as well."""
    category = translation.article.category
    asker = Asker(translation.language, audiences, category.public_id if category else "")
    title = translation.live.title if translation.live else ""
    found = ask(title, asker, limit=MOST + 1).articles
    return [one.article_id for one in found if one.article_id != translation.article_id]
