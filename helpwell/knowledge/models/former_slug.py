"""Addresses that pages once had: links from elsewhere still lead there."""

from django.db import models


class FormerSlug(models.Model):
    """An address a translation once had; it redirects."""

    language = models.CharField(max_length=10)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    translation = models.ForeignKey("knowledge.Translation", on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="former_slug_once")]

    def __str__(self) -> str:
        return self.slug


class FormerCategorySlug(models.Model):
    """An address a category once had; it redirects."""

    language = models.CharField(max_length=10)
    slug = models.SlugField(max_length=100, allow_unicode=True)
    category = models.ForeignKey("knowledge.Category", on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="former_category_slug_once")]

    def __str__(self) -> str:
        return self.slug
