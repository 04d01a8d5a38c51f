"""What a desk looks like after some months: owners, checks, reviews that are due, trust that was earned."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from helpwell.answers.models import Question, Standing
from helpwell.base.site import today
from helpwell.demo.shop import OWNERS
from helpwell.knowledge.models import Article, Category, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import User

DUE = (("eye-test", 12), ("repair-cost", 5), ("opening-hours", 1))  # days past the review date
TRUSTED = 12  # answers that are said alone
CHANGED = "delivery-time"  # its other languages lag behind this sentence
LEARNT = "how-we-answer"  # what the trainee has worked through
NEWS = "<p>Wegen des Streiks bei der Post dauert es in Norddeutschland derzeit ein bis zwei Tage länger.</p>"


@transaction.atomic
def work_some_months(people: dict[str, User]) -> None:
    """Give every article an owner and a past."""
    chance = random.Random(7)  # noqa: S311 - an example, not a secret
    articles = list(Article.objects.filter(owner=None).select_related("category"))
    for article in articles:
        article.owner = people[_owner_of(article)]
        article.checked_by = article.owner
        article.checked_at = timezone.now() - timedelta(days=chance.randint(3, 120), minutes=chance.randint(0, 600))
    Article.objects.bulk_update(articles, ["owner", "checked_by", "checked_at"])  # a past cannot be lived again
    _let_reviews_fall_due()
    _trust_the_proven()
    _let_translations_lag(people["tomke"])
    _let_learn(people["grace"])


def _owner_of(article: Article) -> str:
    topic = Category.objects.get_root(article.category).public_id if article.category else ""
    return OWNERS.get(topic, "demo")


def _let_reviews_fall_due() -> None:
    for public_id, days in DUE:
        article = Article.objects.filter(public_id=public_id).first()
        if article:
            article.change(by=None, review_on=today() - timedelta(days=days))


def _trust_the_proven() -> None:
    """The answers most people confirmed are said alone, by their owners' word."""
    confirmed = Question.objects.confirmed().values_list("opened_id", flat=True)
    counts: dict[int, int] = {}
    for pk in confirmed:
        counts[pk] = counts.get(pk, 0) + 1
    best = sorted(counts, key=lambda pk: (-counts[pk], pk))[:TRUSTED]
    for translation in Translation.objects.filter(pk__in=best).select_related("article", "article__owner"):
        Standing.of(translation).move_to(Standing.Level.AUTOMATIC, by=translation.article.owner)


def _let_learn(trainee: User) -> None:
    """She has worked through one of the team's tutorials."""
    first = Translation.objects.for_training().filter(article__public_id=LEARNT, language=trainee.language).first()
    if first:
        first.article.has_been_read(first.live, by=trainee)


def _let_translations_lag(editor: User) -> None:
    translation = Translation.objects.published().filter(article__public_id=CHANGED, language="de").first()
    if translation and translation.live and NEWS not in translation.live.body:
        live = translation.live
        revision = translation.write(Content(live.title, live.summary, NEWS + live.body), by=editor)
        translation.publish(by=editor, revision=revision)
