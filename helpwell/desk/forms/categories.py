"""The tree of categories as one list to choose from."""

from helpwell.knowledge.models import Category


def topic_choices(language: str) -> list[tuple[str, str]]:
    """By public id."""
    categories = Category.objects.get_queryset().named()
    return [(one.public_id, one.name_in(language)) for one in categories]


def category_choices(language: str) -> list[tuple[str, str]]:
    """By key; depth shows as indentation."""
    categories = Category.objects.get_queryset().named()
    return [(str(one.pk), f"{'– ' * (one.depth - 1)}{one.name_in(language)}") for one in categories]
