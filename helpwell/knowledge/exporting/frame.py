"""What stands around the articles: categories, notices, the site's settings and the people of the desk."""

from typing import Any

from helpwell.base.models import Site
from helpwell.knowledge.importing.frame import SETTINGS
from helpwell.knowledge.models import Category, Notice
from helpwell.people.models import User


def settings() -> dict[str, Any]:
    """What an admin set."""
    site = Site.current()
    return {name: getattr(site, name) for name in SETTINGS if getattr(site, name) not in ("", None)}


def people() -> list[dict[str, str]]:
    """Everybody at the desk by address and name; nothing that lets anybody in."""
    return [{"email": user.email, "name": user.name} for user in User.objects.colleagues().order_by("email")]


def categories() -> list[dict[str, Any]]:
    """The tree, in the order people see."""
    return [_category(node) for node in Category.objects.named() if node.depth == 1]


def notices() -> list[dict[str, Any]]:
    """Those that were and will be."""
    return [_notice(notice) for notice in Notice.objects.prefetch_related("texts").order_by("pk")]


def _category(category: Category) -> dict[str, Any]:
    names = list(category.names.all())
    said = {
        "id": category.public_id,
        "icon": category.icon,
        "names": {name.language: name.name for name in names},
        "descriptions": {name.language: name.description for name in names if name.description},
        "addresses": {name.language: name.slug for name in names},
        "former_addresses": _former_addresses(category),
        "children": [_category(child) for child in Category.objects.get_children(category)],
    }
    return {name: value for name, value in said.items() if value}


def _former_addresses(category: Category) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for language, slug in sorted(category.former_slugs.values_list("language", "slug")):
        said.setdefault(language, []).append(slug)
    return said


def _notice(notice: Notice) -> dict[str, Any]:
    texts = {text.language: {"title": text.title, "body": text.body, "link": text.link} for text in notice.texts.all()}
    return {
        "audience": notice.audience,
        "level": Notice.Level(notice.level).name.lower(),
        "starts_at": notice.starts_at.isoformat(),
        **({"ends_at": notice.ends_at.isoformat()} if notice.ends_at else {}),
        "texts": texts,
    }
