"""What an editor is writing, kept with every pause and seen by nobody else until published."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from helpwell.knowledge.models.revision import Content


class EditConflict(Exception):
    """Somebody else saved in between; `theirs` is what stands now."""

    def __init__(self, theirs: "Draft") -> None:
        super().__init__(f"Draft {theirs.pk} is at version {theirs.version}")
        self.theirs = theirs


class Draft(models.Model):
    """The unpublished words of one translation. `version` goes up by one with every save."""

    translation = models.OneToOneField("knowledge.Translation", on_delete=models.CASCADE, related_name="draft")
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> Content:
        """Its words."""
        return Content(self.title, self.summary, self.body)
