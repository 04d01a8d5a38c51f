"""Reminds owners of articles whose review date has come: one mail to each, once per date."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from helpwell.knowledge.models import Article
from helpwell.people.mailing import tell
from helpwell.people.models import User


@dataclass(frozen=True)
class Due:
    """One line of the mail."""

    title: str
    address: str


@transaction.atomic
def remind_owners() -> int:
    """Write to every owner of articles that became due; how many mails."""
    by_owner: dict[User, list[Article]] = defaultdict(list)
    for article in Article.objects.to_remind():
        if article.owner:
            by_owner[article.owner].append(article)
    for owner, articles in by_owner.items():
        tell(owner, "knowledge/mail/review_due", articles=[_due(article) for article in articles])
        for article in articles:
            article.mark_reminded()
    return len(by_owner)


def _due(article: Article) -> Due:
    return Due(article.title, f"{settings.HELPWELL.address.rstrip('/')}/desk/articles/{article.pk}/")
