"""What a topic is called, language by language, and where its page is."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.former_slug import FormerCategorySlug
from helpwell.knowledge.models.slug import numbered


class CategoryName(models.Model):
    """What a category is called in one language."""

    category = models.ForeignKey("knowledge.Category", on_delete=models.CASCADE, related_name="names")
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

    def rename(self, name: str, description: str) -> None:
        """Other words; where the name asks for another address, the former one is remembered."""
        if name != self.name:
            former, self.slug = self.slug, CategoryName.free_slug(self.language, name, but=self)
            FormerCategorySlug.objects.filter(language=self.language, slug=self.slug).delete()
            if former != self.slug:
                FormerCategorySlug.objects.update_or_create(
                    language=self.language, slug=former, defaults={"category": self.category}
                )
        self.name, self.description = name, description
        self.save(update_fields=["name", "description", "slug"])

    @classmethod
    def free_slug(cls, language: str, name: str, *, but: "CategoryName | None" = None) -> str:
        """A slug for `name` that no other category has in this language."""
        taken = cls.objects.filter(language=language).exclude(pk=but.pk if but else None)
        base = slugify(name, allow_unicode=True)[:90] or "topic"
        return next(slug for slug in numbered(base) if not taken.filter(slug=slug).exists())
