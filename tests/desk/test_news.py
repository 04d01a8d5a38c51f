"""Announcements for the team: unread until opened, by each for herself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.desk.counts import counts_for
from helpwell.knowledge.models import Notice
from helpwell.people.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NEWS = "/desk/news/"


def unread_news(user: User) -> int:
    return counts_for(user)["news"]


def announce(title: str, by: User | None = None, **values: object) -> Notice:
    notice = Notice(audience=Notice.Audience.STAFF, **values)
    notice.write({"en": (title, "The text", "article:returns")}, by=by)
    return notice


def test_it_is_new_to_each_until_she_has_opened_it(agents_desk: Client, agent: User, trainee: User):
    notice = announce("New opening hours")

    before = (unread_news(agent), unread_news(trainee))
    listed = agents_desk.get(NEWS).content.decode()
    page = agents_desk.get(f"{NEWS}{notice.pk}/").content.decode()
    agents_desk.get(f"{NEWS}{notice.pk}/")

    assert (before, unread_news(agent), unread_news(trainee)) == ((1, 1), 0, 1)
    assert "<strong>New opening hours</strong>" in listed
    assert all(words in page for words in ("New opening hours", "The text", 'href="/en/a/returns"'))
    assert "<strong>New opening hours</strong>" not in agents_desk.get(NEWS).content.decode()
    assert notice.readings.count() == 1


def test_reading_its_headline_on_the_first_page_does_not_open_it(agents_desk: Client, agent: User):
    notice = announce("New opening hours")

    page = agents_desk.get("/desk/").content.decode()

    assert f'href="{NEWS}{notice.pk}/"' in page
    assert unread_news(agent) == 1
    agents_desk.get(f"{NEWS}{notice.pk}/")
    assert "New opening hours" not in agents_desk.get("/desk/").content.decode()


def test_who_wrote_it_knows_it(editor: User, agent: User):
    announce("New opening hours", by=editor)

    assert (unread_news(editor), unread_news(agent)) == (0, 1)


def test_what_is_over_is_listed_and_counts_no_more(agents_desk: Client, agent: User):
    hour = timedelta(hours=1)
    over = announce("Yesterday", starts_at=timezone.now() - 2 * hour, ends_at=timezone.now() - hour)
    planned = announce("Tomorrow", starts_at=timezone.now() + hour)
    for_customers = Notice.objects.create()

    page = agents_desk.get(NEWS).content.decode()
    statuses = [agents_desk.get(f"{NEWS}{one.pk}/").status_code for one in (over, planned, for_customers)]

    assert ("Yesterday" in page, "Tomorrow" in page, unread_news(agent)) == (True, False, 0)
    assert statuses == [200, 404, 404]


def test_editors_see_who_has_opened_it_and_agents_do_not(agents_desk: Client, desk: Client):
    notice = announce("New opening hours")

    agents = agents_desk.get(f"{NEWS}{notice.pk}/").content.decode()
    editors = desk.get(f"{NEWS}{notice.pk}/").content.decode()

    assert ("Opened by" in agents, "Opened by 2 of 2" in editors) == (False, True)


def test_only_editors_write_them(agents_desk: Client, desk: Client):
    addresses = ["/desk/notices/new/?for=staff", "/desk/notices/new/"]
    statuses = [[client.get(address).status_code for address in addresses] for client in (agents_desk, desk)]

    assert statuses == [[404, 404], [200, 200]]
    assert '<option value="staff" selected>' in desk.get(addresses[0]).content.decode()


def test_members_find_no_news(client: Client):
    client.force_login(UserFactory(role=User.Role.MEMBER))

    assert client.get(NEWS).status_code == 404
