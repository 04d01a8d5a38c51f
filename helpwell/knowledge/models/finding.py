"""What the house noticed about an article and its editor should mend."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import Site
from helpwell.knowledge.checks import Problem, problems_of
from helpwell.knowledge.html import article_links
from helpwell.knowledge.models.article import Article
from helpwell.knowledge.models.revision import Content

if TYPE_CHECKING:
    from helpwell.knowledge.models.translation import Translation


class Finding(models.Model):
    """One problem of the live revision; refreshed with each publication and each night."""

    class Kind(models.TextChoices):
        TOO_SHORT = Problem.TOO_SHORT, _("Very short answer")
        ONLY_YES_OR_NO = Problem.ONLY_YES_OR_NO, _("Only yes or no")
        NO_ALT = Problem.NO_ALT, _("Picture without a description")
        BROKEN_LINK = Problem.BROKEN_LINK, _("Link that leads nowhere")

    translation = models.ForeignKey("knowledge.Translation", on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.CharField(max_length=300, blank=True)  # the link or picture

    class Meta:
        verbose_name = _("finding")
        indexes = [models.Index(fields=["kind", "detail"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}"

    @classmethod
    def refresh(cls, translation: "Translation") -> None:
        """Look at the live revision again and replace what was found before."""
        translation.findings.all().delete()
        if translation.live:
            found = cls.look_at(translation.live.content)
            for finding in found:
                finding.translation = translation
            Finding.objects.bulk_create(found)

    @classmethod
    def look_at(cls, content: Content) -> "list[Finding]":
        """What is wrong with these words; nothing is stored."""
        known = Article.objects.reachable().filter(public_id__in=article_links(content.body))
        found = problems_of(
            content.body,
            content.summary,
            least_words=Site.current().least_words,
            known=set(known.values_list("public_id", flat=True)),
        )
        return [Finding(kind=kind, detail=detail[:300]) for kind, detail in found]

    @classmethod
    def mend_links_to(cls, article: Article) -> None:
        """Look again at what was found to link to this article in vain: it is there now."""
        broken = cls.objects.filter(kind=cls.Kind.BROKEN_LINK, detail=article.public_id[:300])
        for finding in broken.select_related("translation", "translation__live"):
            cls.refresh(finding.translation)

    @classmethod
    def refresh_links_to(cls, article: Article) -> None:
        """Look again at what links to this article: it has come or gone."""
        from helpwell.knowledge.models.translation import Translation  # it needs findings itself

        link = f'href="article:{article.public_id}'
        for translation in Translation.objects.published().filter(live__body__contains=link).select_related("live"):
            cls.refresh(translation)
