"""An article in one language: its state, its address, its words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.html import clean
from helpwell.knowledge.models.article import Article
from helpwell.knowledge.models.change import Change
from helpwell.knowledge.models.draft import Draft, EditConflict
from helpwell.knowledge.models.finding import Finding
from helpwell.knowledge.models.revision import Content, Revision
from helpwell.people.models import Event, User


class TranslationQuerySet(models.QuerySet["Translation"]):
    def published(self) -> Self:
        """Those customers may see, if their article's visibility lets them."""
        return self.filter(status=Translation.Status.PUBLISHED, live__isnull=False)

    def readable(self, audiences: Iterable[str]) -> Self:
        """Published, and of an article that somebody who is in `audiences` may read."""
        return self.published().filter(article__visibility__in=list(audiences))

    def in_language(self, language: str) -> Self:
        """Of one language."""
        return self.filter(language=language)

    def due(self) -> Self:
        """Scheduled for a moment that has come."""
        return self.filter(status=Translation.Status.SCHEDULED, publish_at__lte=timezone.now())

    def for_reading(self) -> Self:
        """With what a page shows of them, in one query."""
        return self.select_related("article", "article__category", "live").prefetch_related("article__category__names")


class Translation(models.Model):
    """One language of one article. Readers see `live`; editors work on `draft`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    live = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")  # null: never published
    based_on = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")  # source's revision
    publish_at = models.DateTimeField(_("publish on"), null=True)
    published_at = models.DateTimeField(null=True)  # when it first went live
    updated_at = models.DateTimeField(default=timezone.now)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="translation_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="translation_slug_unique"),
        ]
        indexes = [models.Index(fields=["status", "language"]), models.Index(fields=["-updated_at"])]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"

    @property
    def is_source(self) -> bool:
        """Whether the others are translated from this one."""
        return self.language == self.article.source_language

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return self.status == self.Status.PUBLISHED

    @property
    def working_content(self) -> Content:
        """What an editor goes on with: the draft, else what is live, else nothing."""
        draft = Draft.objects.filter(translation=self).first()
        if draft:
            return draft.content
        latest = self.live or self.revisions.first()
        return latest.content if latest else Content("", "", "")

    @property
    def behind_since(self) -> int | None:
        """The source's revision this one has not caught up with; None when it has."""
        source = self.article.translations.filter(language=self.article.source_language).first()
        if self.is_source or source is None or source.live is None:
            return None
        known = self.based_on.number if self.based_on else 0
        return known + 1 if source.live.number > known else None

    @transaction.atomic
    def save_draft(self, content: Content, by: User | None, version: int) -> Draft:
        """Keep unpublished words. Raises `EditConflict` unless `version` is the draft's present one (0: none yet)."""
        draft, _created = Draft.objects.select_for_update().get_or_create(translation=self)
        if draft.version != version:
            raise EditConflict(draft)
        draft.title, draft.summary, draft.body = content.title[:200], content.summary, clean(content.body)
        draft.version, draft.updated_by, draft.updated_at = version + 1, by, timezone.now()
        draft.save()
        return draft

    @transaction.atomic
    def discard_draft(self, by: User | None) -> None:
        """Forget unpublished words; what is live stays."""
        deleted, _by_model = Draft.objects.filter(translation=self).delete()
        if deleted:
            Event.record("article.draft_discarded", self, by=by)

    @transaction.atomic
    def write(self, content: Content, by: User | None, origin: str = "editor") -> Revision:
        """Keep these words as a revision without showing them; the same words again make no new one."""
        content = Content(content.title.strip()[:200], content.summary.strip(), clean(content.body))
        latest = self.revisions.first()
        if latest and latest.content == content:
            return latest
        return Revision.add(self, content, by.pk if by else None, origin)

    @transaction.atomic
    def publish(self, by: User | None, revision: Revision | None = None) -> None:
        """Show `revision` (by default the newest) to readers from now on. Twice changes nothing."""
        revision = revision or self.revisions.first()
        if revision is None or (self.is_published and self.live_id == revision.pk):
            return
        self.live, self.status, self.publish_at = revision, self.Status.PUBLISHED, None
        self.published_at = self.published_at or timezone.now()
        self.updated_at = timezone.now()
        self._keep_up_with_source()
        self._take_slug(revision.title)
        self.save()
        Draft.objects.filter(translation=self).delete()
        Finding.refresh(self)
        Change.note(self.article)
        Event.record("article.published", self, by=by, revision=revision.number)

    @transaction.atomic
    def schedule(self, at: datetime, by: User | None) -> None:
        """Publish the newest revision by itself at `at`."""
        self._set_status(self.Status.SCHEDULED, by, publish_at=at)

    @transaction.atomic
    def archive(self, by: User | None) -> None:
        """Take it off every page and answer; nothing is deleted."""
        self._set_status(self.Status.ARCHIVED, by)

    @transaction.atomic
    def unpublish(self, by: User | None) -> None:
        """Back to a draft that only the team sees."""
        self._set_status(self.Status.DRAFT, by)

    @transaction.atomic
    def restore(self, revision: Revision, by: User | None) -> Revision:
        """Make an older revision's words the newest ones, and live again if this is published."""
        restored = self.write(revision.content, by, origin=f"restored from {revision.number}")
        if self.is_published:
            self.publish(by, restored)
        Event.record("article.restored", self, by=by, revision=revision.number)
        return restored

    def _set_status(self, status: str, by: User | None, publish_at: datetime | None = None) -> None:
        if self.status != status or self.publish_at != publish_at:
            self.status, self.publish_at, self.updated_at = status, publish_at, timezone.now()
            self.save(update_fields=["status", "publish_at", "updated_at"])
            Change.note(self.article)
            Event.record(f"article.{status}", self, by=by)

    def _keep_up_with_source(self) -> None:
        if not self.is_source:
            source = self.article.translations.filter(language=self.article.source_language).first()
            self.based_on = source.live if source else None

    def _take_slug(self, title: str) -> None:
        """Follow the title with the address; the former address leads here from now on."""
        slug = self.free_slug(title)
        if slug != self.slug:
            if self.slug and self.published_at:
                FormerSlug.objects.update_or_create(
                    language=self.language, slug=self.slug, defaults={"translation": self}
                )
            FormerSlug.objects.filter(language=self.language, slug=slug).delete()
            self.slug = slug

    def free_slug(self, title: str) -> str:
        """An address made of `title` that no other translation of this language has."""
        taken = Translation.objects.filter(language=self.language).exclude(pk=self.pk)
        base = slugify(title, allow_unicode=True)[:100].strip("-") or slugify(self.article.public_id) or "article"
        candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, 10_000))
        return next(slug for slug in candidates if not taken.filter(slug=slug).exists())


class FormerSlug(models.Model):
    """An address a translation once had; it redirects."""

    language = models.CharField(max_length=10)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="former_slug_once")]

    def __str__(self) -> str:
        return self.slug
