"""One answer, in as many languages as there are translations."""

import secrets
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.base.site import today
from helpwell.knowledge.models.article_reading import ArticleReading
from helpwell.knowledge.models.category import Category
from helpwell.knowledge.models.change import Change
from helpwell.knowledge.models.draft import Draft
from helpwell.knowledge.models.revision import Content, Revision
from helpwell.people.models import Event, User

if TYPE_CHECKING:
    from helpwell.knowledge.models.translation import Translation


def new_public_id() -> str:
    """A short random id for an article written here; imported ones bring their own."""
    return secrets.token_hex(4)


class ArticleQuerySet(models.QuerySet["Article"]):
    def reachable(self) -> Self:
        """Those with at least one published translation."""
        return self.filter(translations__status="published").distinct()

    def review_due(self, day: date | None = None) -> Self:
        """Past their review date on that day, or today; the longest overdue first."""
        return self.filter(review_on__lte=day or today()).order_by("review_on")

    def for_review(self) -> Self:
        """With owner and titles, as a list shows them."""
        return self.select_related("owner", "checked_by").prefetch_related("translations__live")

    def for_training(self) -> Self:
        """Tutorials that only the team may read."""
        return self.filter(kind=Article.Kind.TUTORIAL, visibility=Article.Visibility.INTERNAL)

    def to_be_read_by(self, user: User) -> Self:
        """Those she has not worked through as they stand now."""
        known = ArticleReading.objects.current().filter(user=user, article=models.OuterRef("pk"))
        return self.filter(~models.Exists(known))

    def to_remind(self) -> Self:
        """Due ones somebody uses, whose active owner was not yet told about this date."""
        told = models.Q(reminded_on=models.F("review_on"))
        due = self.review_due().reachable().filter(owner__is_active=True).exclude(told)
        return due.select_related("owner").prefetch_related("translations__live")


class Article(models.Model):
    """What belongs to an answer whichever language it is read in."""

    class Kind(models.TextChoices):
        FAQ = "faq", _("Short answer")
        ARTICLE = "article", _("Article")
        TUTORIAL = "tutorial", _("Tutorial")  # shows how to do something; gathered on the home page
        CANNED = "canned", _("Canned response")  # words agents put into replies; no page of its own

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        SIGNED_IN = "signed_in", _("Signed-in customers")
        INTERNAL = "internal", _("Only our team")

    public_id = models.CharField(_("id"), max_length=120, unique=True, default=new_public_id)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FAQ)
    visibility = models.CharField(_("who may read it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    category = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("category"),
    )
    source_language = models.CharField(_("written first in"), max_length=10)
    related = models.ManyToManyField("self", blank=True, symmetrical=False, verbose_name=_("related articles"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles",
        verbose_name=_("owner"),
    )  # fmt: skip
    review_on = models.DateField(_("review on"), null=True, blank=True)
    reminded_on = models.DateField(null=True, editable=False)  # the review date the owner was last reminded of
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        indexes = [models.Index(fields=["review_on"])]

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    @transaction.atomic
    def begin(cls, language: str, by: User | None, title: str = "", **values: object) -> "Translation":
        """A new article with an empty first draft in `language`."""
        article = cls.objects.create(source_language=language, **values)
        Event.record("article.begun", article, by=by)
        return article.translate_into(language, by, title)

    @transaction.atomic
    def translate_into(self, language: str, by: User | None, title: str = "") -> "Translation":
        """This article in `language`: the translation there is, or a new one with an empty draft."""
        translation, is_new = self.translations.get_or_create(
            language=language, defaults={"slug": f"draft-{secrets.token_hex(6)}"}
        )
        if is_new:
            Draft.keep(translation, Content(title, "", ""), by, version=0, base=0)
            Event.record("article.translation_begun", translation, by=by, language=language)
        return translation

    @transaction.atomic
    def remove(self, by: User | None) -> None:
        """Delete it with all its languages, revisions and files, for good."""
        files = [(attachment.file.storage, str(attachment.file)) for attachment in self.attachments.all()]
        titles = [translation.working_content.title for translation in self.translations.all()]
        Event.record("article.deleted", self, by=by, public_id=self.public_id, titles=titles)
        Change.note(self)
        self.delete()
        for storage, name in files:
            transaction.on_commit(partial(storage.delete, name))

    @property
    def title(self) -> str:
        """Its title in the language it was written in, else in any it has; while it has none, its id."""
        titles = {one.language: one.live.title for one in self.translations.all() if one.live}
        return titles.get(self.source_language) or next(iter(titles.values()), self.public_id)

    @property
    def is_review_due(self) -> bool:
        """Whether somebody should read it again."""
        return self.review_on is not None and self.review_on <= today()

    @transaction.atomic
    def change(self, by: User | None, **values: object) -> None:
        """Set category, visibility, owner and the like; readers see it at once. A canned response is for the team."""
        if values.get("kind", self.kind) == self.Kind.CANNED:
            values["visibility"] = self.Visibility.INTERNAL
        changed = {name: value for name, value in values.items() if getattr(self, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(self, name, value)
            self.save(update_fields=list(changed))
            Change.note(self)
            Event.record("article.changed", self, by=by, fields=sorted(changed))

    @transaction.atomic
    def relate(self, other: "Article", by: User | None) -> None:
        """Name `other` under this article. Twice changes nothing, itself neither."""
        if other != self and not self.related.filter(pk=other.pk).exists():
            self.related.add(other)
            Event.record("article.related", self, by=by, to=other.public_id)

    @transaction.atomic
    def unrelate(self, other: "Article", by: User | None) -> None:
        """No longer name `other` under this article."""
        if self.related.filter(pk=other.pk).exists():
            self.related.remove(other)
            Event.record("article.unrelated", self, by=by, to=other.public_id)

    @transaction.atomic
    def confirm(self, by: User, next_review_on: date | None) -> None:
        """Somebody read it and it is still right; the next review is due at `next_review_on` (None: never)."""
        self.checked_at, self.checked_by, self.review_on = timezone.now(), by, next_review_on
        self.save(update_fields=["checked_at", "checked_by", "review_on"])
        Event.record("article.confirmed", self, by=by, next_review_on=next_review_on and next_review_on.isoformat())

    def has_been_read(self, words: Revision | None, by: User) -> None:
        """She has worked through it, in these words."""
        self.readings.update_or_create(user=by, defaults={"revision": words})

    def has_not_been_read(self, by: User) -> None:
        """She has not after all."""
        self.readings.filter(user=by).delete()

    def mark_reminded(self) -> None:
        """Its owner was told about this review date."""
        self.reminded_on = self.review_on
        self.save(update_fields=["reminded_on"])
