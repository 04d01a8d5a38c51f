"""Turns what this house knows into what the engine reads; the engine never hears of articles."""

from collections.abc import Iterable, Iterator

from answer_engine import Document, PastQuestion, Synonym
from helpwell.answers.examples import examples
from helpwell.answers.models import Synonym as SynonymRow
from helpwell.knowledge.models import Phrasing, Translation


def documents(article_ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Every published translation, or those of the given articles."""
    translations = Translation.objects.published()
    if article_ids is not None:
        translations = translations.filter(article_id__in=list(article_ids))
    rows = translations.order_by("article_id", "language").values_list(
        "pk", "article__public_id", "language", "live__title", "live__text",
        "article__category__public_id", "article__visibility",
    )  # fmt: skip
    asked = _phrasings(translations)
    for pk, public_id, language, title, text, topic, visibility in rows.iterator(chunk_size=2000):
        yield Document(public_id, language, title, text, tuple(asked.get(pk, ())), topic or "", visibility)


def past_questions() -> tuple[PastQuestion, ...]:
    """What the question log teaches."""
    return examples().questions


def synonyms() -> list[Synonym]:
    """Those an editor has put in use."""
    return [Synonym(*row) for row in SynonymRow.objects.active().values_list("language", "word", "meaning")]


def _phrasings(translations: Iterable[Translation]) -> dict[int, list[str]]:
    asked: dict[int, list[str]] = {}
    for pk, text in Phrasing.objects.filter(translation__in=translations).values_list("translation_id", "text"):
        asked.setdefault(pk, []).append(text)
    return asked
