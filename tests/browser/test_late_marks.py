"""How long is left until an answer is owed, and what happens once that has passed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from helpwell.automation.lateness import mark_late
from helpwell.conversations.models import Conversation
from helpwell.people.models import User
from tests.browser.conftest import Open
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTE = timedelta(minutes=1)


def due_in(conversation: Conversation, length: timedelta) -> None:
    """As if that were the time that is left; nobody is told."""
    Conversation.objects.filter(pk=conversation.pk).update(reply_due_at=timezone.now() + length)


def test_the_time_that_is_left_counts_down_on_an_open_page(desk_of: Open, agent: User):
    conversation = write().conversation
    due_in(conversation, 45.5 * MINUTE)
    page = desk_of(agent)
    row = page.get_by_role("article").filter(has_text="Laura Berg")
    expect(row.get_by_text("45 min left")).to_be_visible()

    page.clock.install()
    page.reload()
    due_in(conversation, 25.5 * MINUTE)
    page.clock.fast_forward(61_000)

    expect(row.get_by_text("25 min left")).to_be_visible()
    expect(row.locator(".badge--warn")).to_be_visible()


def test_a_missed_target_shows_at_once_and_an_answer_takes_it_off(desk_of: Open, agent: User):
    conversation = write().conversation
    conversation.assign(agent, by=agent)
    due_in(conversation, 5.5 * MINUTE)
    page = desk_of(agent)
    row = page.get_by_role("article").filter(has_text="Laura Berg")
    expect(row.get_by_text("5 min left")).to_be_visible()

    due_in(conversation, -3.5 * MINUTE)
    mark_late()

    expect(row.get_by_text("3 min late")).to_be_visible()
    page.get_by_role("link", name="Too late").click()
    row.get_by_role("link", name="Laura Berg").click()
    expect(page.get_by_role("log")).to_contain_text("A target was missed.")
    page.get_by_label("Reply to Laura Berg").click()
    page.get_by_label("Reply to Laura Berg").fill("Sorry that it took so long")
    page.get_by_label("Reply to Laura Berg").press("Control+Enter")
    expect(page.get_by_role("status").get_by_text("Sent.")).to_be_visible()

    expect(page.get_by_text("3 min late")).to_have_count(0)
    assert not Conversation.objects.late().exists()
