"""What Zendesk and Intercom give out of their help centres, as rows of ours.

Zendesk: GET /api/v2/help_center/articles.json?include=sections,categories,translations
Intercom: GET /articles, with the list of GET /help_center/collections put in as "collections"
"""

import re
from collections.abc import Iterator
from typing import Any

from helpwell.knowledge.importing.topics import BETWEEN

Fields = dict[str, Any]
LINK = re.compile(r'href="[^"]*/articles/(\d+)[^"]*"')
REGIONS_THAT_MATTER = {"zh", "pt"}  # elsewhere, readers of en-us and en-gb want the same article


def rows_of(document: Any) -> list[Fields] | None:
    """The document's articles, a row for each language; None when it is from neither of them."""
    if not isinstance(document, dict):
        return None
    for name, is_one, read in (("articles", _is_zendesk, _zendesk), ("data", _is_intercom, _intercom)):
        articles = document.get(name)
        if isinstance(articles, list) and articles and all(isinstance(one, dict) and is_one(one) for one in articles):
            ids = {str(one.get("id")) for one in articles}
            return [_linked(row, ids) for one in articles for row in read(one, document)]
    return None


def _is_zendesk(article: Fields) -> bool:
    return {"id", "section_id", "locale"} <= article.keys()


def _is_intercom(article: Fields) -> bool:
    return article.get("type") == "article" and "state" in article


def _zendesk(article: Fields, document: Fields) -> Iterator[Fields]:
    translations = [one for one in article.get("translations") or [] if isinstance(one, dict)]
    for words in translations or [article]:
        yield {
            "id": str(article["id"]),
            "language": _language(words.get("locale")),
            "source_language": _language(article.get("source_locale") or article.get("locale")),
            "title": words.get("title") or words.get("name"),
            "body": words.get("body"),
            "format": "html",
            "category": _path(document, article.get("section_id")),
            "visibility": "public" if article.get("user_segment_id") is None else "signed_in",
            "status": "draft" if words.get("draft") or article.get("draft") else "published",
        }


def _intercom(article: Fields, document: Fields) -> Iterator[Fields]:
    first = _language(article.get("default_locale"))
    others = article.get("translated_content")
    contents = {code: one for code, one in others.items() if isinstance(one, dict)} if isinstance(others, dict) else {}
    for code, words in {**contents, first: article}.items():
        if words.get("title"):
            yield {
                "id": str(article["id"]),
                "language": _language(code),
                "source_language": first,
                "title": words["title"],
                "summary": words.get("description") or "",
                "body": words.get("body"),
                "format": "html",
                "category": _path(document, article.get("parent_id")),
                "status": "published" if words.get("state") == "published" else "draft",
            }


def _path(document: Fields, inner: Any) -> str:
    """The names from the outermost category to this section or collection."""
    names: list[str] = []
    known = _nodes(document)
    seen: set[str] = set()
    node = str(inner)
    while node in known and node not in seen:
        seen.add(node)
        name, node = known[node]
        names.insert(0, name.replace(BETWEEN, "›").strip())
    return f" {BETWEEN} ".join(names)


def _nodes(document: Fields) -> dict[str, tuple[str, str]]:
    """Each section, category or collection: its name, and what it stands in."""
    found = {}
    for kind in ("categories", "sections", "collections"):
        for one in document.get(kind) or []:
            if isinstance(one, dict) and one.get("name"):
                outer = one.get("parent_section_id") or one.get("category_id") or one.get("parent_id")
                found[str(one.get("id"))] = (str(one["name"]), str(outer))
    return found


def _language(said: Any) -> str:
    """`en-us` as `en`; a code whose region matters as it is."""
    code = str(said or "").lower().replace("_", "-")
    return code if code.partition("-")[0] in REGIONS_THAT_MATTER else code.partition("-")[0]


def _linked(row: Fields, ids: set[str]) -> Fields:
    """Links between the articles lead to ours."""

    def lead(match: re.Match[str]) -> str:
        return f'href="article:{match[1]}"' if match[1] in ids else match[0]

    return {**row, "body": LINK.sub(lead, str(row.get("body") or ""))}
