"""Pages of the company's own website from which customers should find help, and what was found on each."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WebPageQuerySet(models.QuerySet["WebPage"]):
    def without_help(self) -> Self:
        """Those that were looked at and lead nowhere near us."""
        return self.filter(looked_at__isnull=False, has_chat=False, has_form=False, has_link=False)


class WebPage(models.Model):
    """One page, as it was when somebody last looked."""

    address = models.URLField(_("address"), max_length=500, unique=True)
    looked_at = models.DateTimeField(null=True)  # null: not yet
    has_chat = models.BooleanField(default=False)
    has_form = models.BooleanField(default=False)
    has_link = models.BooleanField(default=False)  # to the help centre
    problem = models.CharField(max_length=300, blank=True)  # why it could not be looked at

    objects = WebPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("web page")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    @property
    def leads_to_help(self) -> bool:
        """Whether a customer there finds any way to us."""
        return self.has_chat or self.has_form or self.has_link

    def found(self, *, chat: bool, form: bool, link: bool) -> None:
        """Note what stands on it."""
        self.has_chat, self.has_form, self.has_link = chat, form, link
        self._looked("")

    def could_not_be_read(self, why: str) -> None:
        """Note why nobody could look; what was found before stays."""
        self._looked(why)

    def _looked(self, problem: str) -> None:
        self.problem, self.looked_at = problem[:300], timezone.now()
        self.save()
