"""The tree in which articles stand."""

from typing import cast

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class CategoryQuerySet(MP_NodeQuerySet):  # type: ignore[misc]
    def named(self) -> "CategoryQuerySet":
        """With their names in all languages, in one query more."""
        return cast("CategoryQuerySet", self.prefetch_related("names"))


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

    def text_in(self, language: str) -> "CategoryName | None":
        """Name, description and slug in `language`, else in the first language there is."""
        names = sorted(self.names.all(), key=lambda name: (name.language != language, name.pk))
        return names[0] if names else None


class CategoryName(models.Model):
    """What a category is called in one language."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=10)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=200, blank=True)
    slug = models.SlugField(max_length=100, allow_unicode=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "language"], name="category_name_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="category_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def free_slug(cls, language: str, name: str, *, but: "CategoryName | None" = None) -> str:
        """A slug for `name` that no other category has in this language."""
        taken = cls.objects.filter(language=language).exclude(pk=but.pk if but else None)
        base = slugify(name, allow_unicode=True)[:90] or "topic"
        candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, 10_000))
        return next(slug for slug in candidates if not taken.filter(slug=slug).exists())
