"""The tree in which articles stand."""

from typing import cast

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from treebeard.exceptions import InvalidMoveToDescendant
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from helpwell.knowledge.models.category_name import CategoryName
from helpwell.knowledge.models.change import Change
from helpwell.knowledge.models.former_slug import FormerCategorySlug
from helpwell.knowledge.models.slug import numbered
from helpwell.people.models import Event, User


class MovedUnderItself(Exception):
    """A category cannot stand under itself, nor under one that stands under it."""


POSITIONS = {"before": "left", "after": "right", "under": "last-child"}  # as treebeard calls them


class CategoryQuerySet(MP_NodeQuerySet):  # type: ignore[misc]
    def named(self) -> "CategoryQuerySet":
        """With their names in all languages, in one query more."""
        return cast("CategoryQuerySet", self.prefetch_related("names"))

    def counted(self) -> "CategoryQuerySet":
        """With `article_count`: the articles that stand in each itself, not below it."""
        return cast("CategoryQuerySet", self.annotate(article_count=models.Count("articles")))

    def formerly_at(self, slug: str) -> "CategoryQuerySet":
        """Those that once had this address, in any language."""
        return cast("CategoryQuerySet", self.filter(former_slugs__slug=slug).distinct())


class CategoryManager(MP_NodeManager.from_queryset(CategoryQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> CategoryQuerySet:
        return cast("CategoryQuerySet", CategoryQuerySet(self.model, using=self._db).order_by("path"))


class Category(MP_Node):  # type: ignore[misc]
    """A topic. Moved with `move()`, never by saving."""

    public_id = models.SlugField(_("id"), max_length=80, unique=True)  # kept by import and export
    icon = models.CharField(_("icon"), max_length=40, blank=True)  # a name in lucide

    objects = CategoryManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name_in("")

    def name_in(self, language: str) -> str:
        """Its name in `language`, else in any language, else its id."""
        named = self.text_in(language)
        return named.name if named else self.public_id

    def text_in(self, language: str) -> CategoryName | None:
        """Name, description and slug in `language`, else in the first language there is."""
        names = sorted(self.names.all(), key=lambda name: (name.language != language, name.pk))
        return names[0] if names else None

    @property
    def parent(self) -> "Category | None":
        """The category it stands under; None at the top."""
        return cast("Category | None", Category.objects.get_parent(self))

    @classmethod
    @transaction.atomic
    def begin(cls, language: str, name: str, by: User | None, parent: "Category | None" = None) -> "Category":
        """A new category, the last one under `parent` or at the top."""
        values = {"public_id": free_public_id(name)}
        category = cls.objects.add_child(parent, values) if parent else cls.objects.add_root(values)
        category.name(language, name, "", by)
        return cast("Category", category)

    @transaction.atomic
    def name(self, language: str, name: str, description: str, by: User | None, address: str = "") -> None:
        """Call it so in `language`; an empty name means that it has none there.

        The address follows the name, and the former one leads here from now on. `address` is a wish, for a first name.
        """
        text = self.names.filter(language=language).first()
        if text and (text.name, text.description) == (name, description):
            return
        if not name:
            self.names.filter(language=language).delete()
        elif text:
            text.rename(name, description)
        else:
            is_free = address and not CategoryName.objects.filter(language=language, slug=address).exists()
            slug = address if is_free else CategoryName.free_slug(language, name)
            FormerCategorySlug.objects.filter(language=language, slug=slug).delete()
            self.names.create(language=language, name=name, description=description, slug=slug)
        Event.record("category.named", self, by=by, language=language, name=name)

    @transaction.atomic
    def wear(self, icon: str, by: User | None) -> None:
        """Show this icon of lucide, or none. The same again changes nothing."""
        if self.icon != icon:
            self.icon = icon
            self.save(update_fields=["icon"])
            Event.record("category.icon_changed", self, by=by, icon=icon)

    def move_up(self, by: User | None) -> None:
        """Before the one above it on the same level; the first one stays."""
        self._move(Category.objects.get_prev_sibling(self), "left", by)

    def move_down(self, by: User | None) -> None:
        """After the one below it on the same level; the last one stays."""
        self._move(Category.objects.get_next_sibling(self), "right", by)

    def move_under(self, parent: "Category | None", by: User | None) -> None:
        """The last one under `parent`, or at the top. Raises `MovedUnderItself`."""
        if parent == self:
            raise MovedUnderItself
        if parent != self.parent:
            last = Category.objects.filter(depth=1).last()
            self._move(parent or last, "last-child" if parent else "last-sibling", by)

    @property
    def place(self) -> tuple[str, "Category"] | None:
        """Where it stands, as `put` takes it; None for the only one there is."""
        before, behind = Category.objects.get_prev_sibling(self), Category.objects.get_next_sibling(self)
        places = (("after", before), ("before", behind), ("under", self.parent))
        return next(((where, cast("Category", other)) for where, other in places if other), None)

    def put(self, where: str, other: "Category", by: User | None) -> None:
        """`before`, `after` or `under` (as the last one) another. Raises `MovedUnderItself`."""
        if other == self:
            raise MovedUnderItself
        self._move(other, POSITIONS[where], by)

    @transaction.atomic
    def remove(self, by: User | None) -> int:
        """Delete it. Its articles stay, without a category: how many. Categories below it move up to its level."""
        for child in list(Category.objects.get_children(self)):
            Category.objects.move(child, Category.objects.get(pk=self.pk), "left")
        articles = list(self.articles.all())
        Event.record("category.deleted", self, by=by, public_id=self.public_id, article_count=len(articles))
        Category.objects.get(pk=self.pk).delete()
        for article in articles:
            Change.note(article)
        return len(articles)

    @transaction.atomic
    def _move(self, target: "Category | None", position: str, by: User | None) -> None:
        if target is None:
            return
        try:
            Category.objects.move(self, target, position)
        except InvalidMoveToDescendant as error:
            raise MovedUnderItself from error
        Event.record("category.moved", self, by=by)


def free_public_id(name: str) -> str:
    """A lasting id made of `name` that no other category has."""
    base = slugify(name)[:70] or "topic"
    return next(one for one in numbered(base) if not Category.objects.filter(public_id=one).exists())
