"""What the house noticed about an article and its editor should mend."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import Site
from helpwell.knowledge.checks import Problem, problems_of
from helpwell.knowledge.html import article_links
from helpwell.knowledge.models.article import Article

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

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}"

    @classmethod
    def refresh(cls, translation: "Translation") -> None:
        """Look at the live revision again and replace what was found before."""
        translation.findings.all().delete()
        if translation.live:
            live = translation.live
            known = Article.objects.reachable().filter(public_id__in=article_links(live.body))
            found = problems_of(
                live.body,
                live.summary,
                least_words=Site.current().least_words,
                known=set(known.values_list("public_id", flat=True)),
            )
            Finding.objects.bulk_create(
                [Finding(translation=translation, kind=kind, detail=detail[:300]) for kind, detail in found]
            )
