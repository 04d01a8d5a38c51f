"""The address of a page, made of its title: nobody else has it, and the former one leads there."""

import itertools
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.utils.text import slugify

from helpwell.knowledge.models.former_slug import FormerSlug

if TYPE_CHECKING:
    from helpwell.knowledge.models.translation import Translation


def numbered(base: str) -> Iterator[str]:
    """It, and then it with a number behind, for who finds it taken."""
    return (base if number == 1 else f"{base}-{number}" for number in itertools.count(1))


def slug_of(translation: "Translation", title: str) -> str:
    """The address that `title` asks for, whoever has it."""
    return slugify(title, allow_unicode=True)[:100].strip("-") or slugify(translation.article.public_id) or "article"


def free_slug(translation: "Translation", title: str, promised: Collection[str] = ()) -> str:
    """An address made of `title` that no other translation of this language has, nor was `promised`."""
    base = slug_of(translation, title)
    ours = type(translation).objects.in_language(translation.language)
    others = ours.filter(slug__startswith=base).exclude(pk=translation.pk)
    taken = {*others.values_list("slug", flat=True), *promised}
    return next(slug for slug in numbered(base) if slug not in taken)


def follow_title(translation: "Translation", title: str) -> None:
    """Let the address say the title; the former one leads here from now on. Storing it is the caller's."""
    former, language = translation.slug, translation.language
    translation.slug = free_slug(translation, title)
    if translation.slug != former:
        if former and translation.published_at:
            FormerSlug.objects.update_or_create(language=language, slug=former, defaults={"translation": translation})
        FormerSlug.objects.filter(language=language, slug=translation.slug).delete()
