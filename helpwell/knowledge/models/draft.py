"""What an editor is writing, kept with every pause and seen by nobody else until published."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from helpwell.knowledge.models.revision import Content, Revision
from helpwell.people.models import Event, User

if TYPE_CHECKING:
    from helpwell.knowledge.models.translation import Translation


class EditConflict(Exception):
    """Somebody else saved or published in between; `translation.working_content` is what stands now."""

    def __init__(self, translation: "Translation") -> None:
        super().__init__(f"Translation {translation.pk} was changed by somebody else")
        self.translation = translation


class Draft(models.Model):
    """The unpublished words of one translation. `version` goes up by one with every save."""

    translation = models.OneToOneField("knowledge.Translation", on_delete=models.CASCADE, related_name="draft")
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    base = models.PositiveIntegerField(default=0)  # the newest revision's number when it was begun
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> Content:
        """Its words."""
        return Content(self.title, self.summary, self.body)

    @classmethod
    def of(cls, translation: "Translation") -> "Draft | None":
        """What is being written there, with who wrote it; None: nothing."""
        return cls.objects.filter(translation=translation).select_related("updated_by").first()

    @classmethod
    @transaction.atomic
    def keep(cls, translation: "Translation", content: Content, by: User | None, *, version: int, base: int) -> "Draft":
        """Keep unpublished words. Raises `EditConflict` unless nobody else has saved or published since.

        `version` is the draft's that the writer saw (0: there was none), `base` the newest revision she saw.
        """
        translation.lock()
        draft = cls.of(translation)
        if (draft.version if draft else 0) != version or translation.newest_number != base:
            raise EditConflict(translation)
        draft = draft or cls(translation=translation, base=base)
        content = content.as_kept()
        draft.title, draft.summary, draft.body = content.title, content.summary, content.body
        draft.version, draft.updated_by, draft.updated_at = version + 1, by, timezone.now()
        draft.save()
        return draft

    @classmethod
    @transaction.atomic
    def settle(cls, translation: "Translation", mine: Content, by: User, *, keep_mine: bool) -> None:
        """Go on with my words or with theirs; the other ones stay among the revisions, so nothing is lost."""
        translation.lock()
        theirs = cls.of(translation)
        if not keep_mine:
            translation.write(mine, by, origin=Revision.ASIDE)
            return
        if theirs:
            theirs.put_aside()
        cls.keep(translation, mine, by, version=0, base=translation.newest_number)

    @classmethod
    @transaction.atomic
    def discard(cls, translation: "Translation", by: User | None) -> None:
        """Forget unpublished words; what is live stays."""
        deleted, _by_model = cls.objects.filter(translation=translation).delete()
        if deleted:
            Event.record("article.draft_discarded", translation, by=by)

    def put_aside(self) -> None:
        """Nobody goes on with these words; they stay among the revisions."""
        self.translation.write(self.content, self.updated_by, origin=Revision.ASIDE)
        self.delete()

    def end_with(self, revision: Revision) -> None:
        """It has done its work when it says what the revision says."""
        if self.content.as_kept() == revision.content:
            self.delete()
