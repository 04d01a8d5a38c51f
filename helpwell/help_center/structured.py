"""What search engines read beside the text: schema.org data as JSON-LD."""

from collections.abc import Sequence
from typing import Any

from helpwell.help_center.addresses import article_url, origin
from helpwell.help_center.trail import Step
from helpwell.knowledge.html import plain_text
from helpwell.knowledge.models import Article, Translation

Data = dict[str, Any]


def article_data(translation: Translation) -> Data:
    """A short answer as a page of one question, anything longer as an article."""
    kind = _faq if translation.article.kind == Article.Kind.FAQ else _article
    return {"@context": "https://schema.org", **kind(translation)}


def breadcrumb_data(trail: Sequence[Step]) -> Data:
    """The way down to a page."""
    items = [
        {"@type": "ListItem", "position": position, "name": step.name, "item": origin() + step.url}
        for position, step in enumerate(trail, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _faq(translation: Translation) -> Data:
    title, text = _words(translation)
    answer = {"@type": "Answer", "text": text}
    question = {"@type": "Question", "name": title, "acceptedAnswer": answer}
    return {"@type": "FAQPage", "inLanguage": translation.language, "mainEntity": [question]}


def _article(translation: Translation) -> Data:
    title, text = _words(translation)
    return {
        "@type": "Article",
        "headline": title[:110],  # longer ones are refused
        "inLanguage": translation.language,
        "datePublished": translation.published_at.isoformat() if translation.published_at else None,
        "dateModified": translation.updated_at.isoformat(),
        "mainEntityOfPage": origin() + article_url(translation, translation.language),
        "description": text[:300],
    }


def _words(translation: Translation) -> tuple[str, str]:
    live = translation.live
    if live is None:
        return "", ""
    return live.title, "\n\n".join(part for part in (live.summary, plain_text(live.body)) if part)
