"""An article in one language: its state and its words."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.article import Article
from helpwell.knowledge.models.change import Change
from helpwell.knowledge.models.draft import Draft
from helpwell.knowledge.models.finding import Finding
from helpwell.knowledge.models.revision import Content, Revision
from helpwell.knowledge.models.slug import follow_title
from helpwell.knowledge.models.translation_queries import TranslationQuerySet
from helpwell.people.models import Event, User


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
    scheduled = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")  # goes live then:
    publish_at = models.DateTimeField(_("publish on"), null=True)
    published_at = models.DateTimeField(null=True)  # when it first went live
    updated_at = models.DateTimeField(default=timezone.now)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="translation_once"),
            models.UniqueConstraint(fields=["slug", "language"], name="translation_slug_unique"),
        ]
        # No index begins with status or language: nearly every row would match, and SQLite would walk them all.
        indexes = [models.Index(fields=["-updated_at"])]

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
    def source(self) -> "Translation | None":
        """The translation the others follow."""
        return self.article.translations.filter(language=self.article.source_language).first()

    @property
    def newest_number(self) -> int:
        """The number of the newest revision that was not put aside; 0 while there is none."""
        return self.revisions.in_line().aggregate(models.Max("number"))["number__max"] or 0

    @property
    def working_content(self) -> Content:
        """What an editor goes on with: the draft, else what will be live, else what is, else the newest words."""
        if draft := Draft.of(self):
            return draft.content
        latest = self.scheduled or self.live or self.revisions.in_line().first()
        return latest.content if latest else Content("", "", "")

    @property
    def behind_since(self) -> int | None:
        """The source's revision this one has not caught up with; None when it has."""
        source = None if self.is_source else self.source
        if source is None or source.live is None:
            return None
        known = self.based_on.number if self.based_on else 0
        return known + 1 if source.live.number > known else None

    @transaction.atomic
    def write(self, content: Content, by: User | None, origin: str = "editor") -> Revision:
        """Keep these words as a revision without showing them; the same words again make no new one."""
        self.lock()
        content = content.as_kept()
        latest = self.revisions.first()
        if latest and latest.content == content:
            return latest
        return Revision.add(self, content, by.pk if by else None, origin)

    @transaction.atomic
    def publish(self, by: User | None, revision: Revision | None = None, *, catches_up: bool = True) -> None:
        """Show `revision` (by default the newest) to readers from now on. Twice changes nothing.

        `catches_up` says that these words follow what the source says today. A draft with other words stays.
        """
        revision = revision or self.revisions.first()
        if revision is None or (self.is_published and self.live_id == revision.pk and self.publish_at is None):
            return
        self.live, self.status, self.publish_at, self.scheduled = revision, self.Status.PUBLISHED, None, None
        self.published_at = self.published_at or timezone.now()
        self.updated_at = timezone.now()
        if catches_up or self.based_on is None:
            self._keep_up_with_source()
        follow_title(self, revision.title)
        self.save()
        if draft := Draft.of(self):
            draft.end_with(revision)
        Finding.refresh(self)
        Finding.mend_links_to(self.article)
        Change.note(self.article)
        Event.record("article.published", self, by=by, revision=revision.number)

    @transaction.atomic
    def publish_draft(self, by: User | None, *, catches_up: bool = True) -> Revision:
        """Show readers what the editor has written so far."""
        revision = self.write(self.working_content, by)
        self.publish(by, revision, catches_up=catches_up)
        return revision

    @transaction.atomic
    def schedule(self, at: datetime, by: User | None, revision: Revision | None = None) -> None:
        """Publish `revision` (by default what is written now) at `at`; until then readers see what they see today."""
        revision = revision or self.write(self.working_content, by)
        status = self.status if self.is_published else self.Status.SCHEDULED
        self.scheduled, self.publish_at, self.status, self.updated_at = revision, at, status, timezone.now()
        self.save(update_fields=["scheduled", "publish_at", "status", "updated_at"])
        if draft := Draft.of(self):
            draft.end_with(revision)
        Event.record("article.scheduled", self, by=by, revision=revision.number, at=at.isoformat())

    @transaction.atomic
    def unschedule(self, by: User | None) -> None:
        """Do not publish by itself; the words that would have gone live are the draft again."""
        if self.publish_at is None:
            return
        if self.scheduled and not Draft.of(self):
            Draft.keep(self, self.scheduled.content, by, version=0, base=self.newest_number)
        self.scheduled, self.publish_at = None, None
        self.status = self.Status.DRAFT if self.status == self.Status.SCHEDULED else self.status
        self.save(update_fields=["scheduled", "publish_at", "status"])
        Event.record("article.unscheduled", self, by=by)

    @transaction.atomic
    def archive(self, by: User | None) -> None:
        """Take it off every page and answer; nothing is deleted."""
        self._set_status(self.Status.ARCHIVED, by)

    @transaction.atomic
    def unpublish(self, by: User | None) -> None:
        """Back to a draft that only the team sees."""
        self._set_status(self.Status.DRAFT, by)

    @transaction.atomic
    def return_to(self, status: str, by: User | None) -> None:
        """Undo: back to the state it had before."""
        if status == self.Status.PUBLISHED:
            self.publish(by, self.live)
        else:
            self._set_status(status, by)

    @transaction.atomic
    def restore(self, revision: Revision, by: User | None) -> Revision:
        """Make an older revision's words the newest ones, and live again if this is published."""
        if draft := Draft.of(self):
            draft.put_aside()
        restored = self.write(revision.content, by, origin=f"restored from {revision.number}")
        if self.is_published:
            self.publish(by, restored)
        Event.record("article.restored", self, by=by, revision=revision.number)
        return restored

    @transaction.atomic
    def catch_up(self, by: User | None) -> None:
        """Somebody compared it with the source: it says the same again."""
        self._keep_up_with_source()
        self.save(update_fields=["based_on"])
        Event.record("article.caught_up", self, by=by, revision=self.based_on.number if self.based_on else None)

    def lock(self) -> None:
        """Let others who write to this translation wait until the transaction ends."""
        Translation.objects.select_for_update().filter(pk=self.pk).first()

    def _set_status(self, status: str, by: User | None) -> None:
        if self.status != status:
            self.status, self.updated_at = status, timezone.now()
            self.save(update_fields=["status", "updated_at"])
            Finding.refresh_links_to(self.article)
            Change.note(self.article)
            Event.record(f"article.{status}", self, by=by)

    def _keep_up_with_source(self) -> None:
        source = None if self.is_source else self.source
        self.based_on = source.live if source else None
