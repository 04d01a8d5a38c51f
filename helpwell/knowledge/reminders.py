"""Reminds owners of articles whose review date has come: one mail to each, once per date."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.knowledge.models import Article
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
        _remind(owner, articles)
        for article in articles:
            article.mark_reminded()
    return len(by_owner)


def _remind(owner: User, articles: list[Article]) -> None:
    site = Site.current()
    words = {"site": site, "articles": [_due(article) for article in articles]}
    with translation.override(interface_language(owner.language or site.default_language)):
        subject = render_to_string("knowledge/mail/review_due_subject.txt", words)
        text = render_to_string("knowledge/mail/review_due.txt", words)
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [owner.email])


def _due(article: Article) -> Due:
    return Due(article.title, f"{settings.HELPWELL.address.rstrip('/')}/desk/articles/{article.pk}/")
