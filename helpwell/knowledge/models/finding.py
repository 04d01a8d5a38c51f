"""What the house noticed about an article and its editor should mend."""

from collections.abc import Collection, Iterable, Iterator
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
        NO_ALT = Problem.NO_ALT, _("Picture or recording without a description")
        NO_CAPTIONS = Problem.NO_CAPTIONS, _("Video without subtitles")
        BROKEN_LINK = Problem.BROKEN_LINK, _("Link that leads nowhere")
        JARGON = Problem.JARGON, _("Word only we use")

    translation = models.ForeignKey("knowledge.Translation", on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.CharField(max_length=300, blank=True)  # the link or picture

    class Meta:
        verbose_name = _("finding")
        indexes = [models.Index(fields=["kind", "detail"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}"

    @classmethod
    def refresh(cls, *translations: "Translation") -> None:
        """Look at their live revisions again and replace what was found before."""
        words = [(one, one.live.content) for one in translations if one.live]
        known = _reachable(link for _one, content in words for link in article_links(content.body))
        fresh = [(one, *seen) for one, said in words for seen in _seen(said, known)]
        cls.objects.filter(translation__in=translations).delete()
        Finding.objects.bulk_create(Finding(translation=one, kind=kind, detail=detail) for one, kind, detail in fresh)

    @classmethod
    def look_at(cls, content: Content) -> "list[Finding]":
        """What is wrong with these words; nothing is stored."""
        known = _reachable(article_links(content.body))
        return [cls(kind=kind, detail=detail) for kind, detail in _seen(content, known)]

    @classmethod
    def mend_links_to(cls, *articles: Article) -> None:
        """Look again at what was found to link to these articles in vain: they are there now."""
        names = [article.public_id for article in articles]
        broken = cls.objects.filter(kind=cls.Kind.BROKEN_LINK, detail__in=names)
        found = {one.translation for one in broken.select_related("translation__live")}
        if found:
            cls.refresh(*found)

    @classmethod
    def refresh_links_to(cls, article: Article) -> None:
        """Look again at what links to this article: it has come or gone."""
        from helpwell.knowledge.models.translation import Translation  # it needs findings itself

        link = f'href="article:{article.public_id}'
        for translation in Translation.objects.published().filter(live__body__contains=link).select_related("live"):
            cls.refresh(translation)


def _seen(content: Content, known: Collection[str]) -> Iterator[tuple[str, str]]:
    site = Site.current()
    problems = problems_of(
        content.body, content.summary, least_words=site.least_words, known=known, jargon=site.jargon_words
    )
    for kind, detail in problems:
        yield kind, detail[:300]


def _reachable(public_ids: Iterable[str]) -> set[str]:
    """Those of these ids that lead a reader somewhere."""
    articles = Article.objects.reachable().filter(public_id__in=set(public_ids))
    return set(articles.values_list("public_id", flat=True))
