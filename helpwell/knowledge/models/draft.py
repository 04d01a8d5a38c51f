"""What an editor is writing, kept with every pause and seen by nobody else until published."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from helpwell.knowledge.models.revision import Content

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
