"""Owners hear once when their article should be read again."""

from datetime import timedelta

import pytest

from helpwell.base.site import today
from helpwell.knowledge.reminders import remind_owners
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.factories import UserFactory, publish

pytestmark = pytest.mark.django_db


def test_an_owner_is_reminded_once_per_review_date_in_her_language(editor: User):
    editor.language = "de"
    editor.save()
    day = today()
    article = publish("Prices", owner=editor, review_on=day).article
    publish("Opening hours", owner=editor, review_on=day)
    publish("Later", owner=editor, review_on=day + timedelta(days=1))

    assert remind_owners() == 1
    assert remind_owners() == 0

    mail = Mail.objects.get()
    assert mail.to == [editor.email]
    assert "Prices" in mail.text
    assert f"/desk/articles/{article.pk}/" in mail.text
    assert "Later" not in mail.text
    assert "2 Artikel" in mail.subject


def test_a_new_review_date_reminds_again(editor: User):
    day = today()
    article = publish("Prices", owner=editor, review_on=day - timedelta(days=30)).article
    remind_owners()

    article.confirm(by=editor, next_review_on=day)
    remind_owners()

    assert Mail.objects.count() == 2


def test_nobody_is_reminded_who_has_left():
    left = UserFactory(is_active=False)
    publish("Prices", owner=left, review_on=today())

    assert remind_owners() == 0
