"""Given a conversation by a colleague: what she has to know is the first thing she sees."""

import pytest
from playwright.sync_api import expect

from helpwell.conversations.models import Conversation
from helpwell.people.models import Sender, User
from tests.browser.conftest import Open
from tests.factories import UserFactory, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def given(agent: User, admin: User) -> Conversation:
    """A long one, with nothing that she has read."""
    conversation = write("My glasses are broken", sender=Sender(name="Laura Berg")).conversation
    conversation.assign(admin, by=admin)
    for number in range(12):
        conversation.reply(f"Please try step {number}. It helps most people with such a frame.", by=admin)
    conversation.note("She has tried all of it", by=admin)
    conversation.assign(agent, by=admin)
    return conversation


@pytest.mark.parametrize("width", [1280, 375])
def test_she_begins_at_the_summary_and_stays_there_until_she_moves(
    desk_of: Open, agent: User, admin: User, given: Conversation, width: int
):
    page = desk_of(agent, f"/desk/conversations/{given.pk}/", width=width)
    summary = page.get_by_role("heading", name="Ana gave it to you. In short:")

    expect(page.locator("#suggested[hx-get]:not(.htmx-request)")).to_be_attached()
    expect(summary).to_be_in_viewport()
    given.note("One more word", by=admin)
    expect(page.get_by_role("log")).to_contain_text("One more word")
    expect(summary).to_be_in_viewport()

    page.reload()
    expect(page.get_by_role("log").get_by_role("article").last).to_be_in_viewport()


def test_her_own_answer_is_in_sight_once_it_is_sent(desk_of: Open, agent: User, given: Conversation):
    page = desk_of(agent, f"/desk/conversations/{given.pk}/", width=375)
    expect(page.get_by_role("heading", name="Ana gave it to you. In short:")).to_be_in_viewport()

    page.get_by_label("Reply to Laura Berg").press_sequentially("Then please send it in.")
    page.get_by_label("Reply to Laura Berg").press("Control+Enter")

    expect(page.get_by_role("log").get_by_text("Then please send it in.")).to_be_in_viewport()


def test_who_looks_in_for_the_first_time_sees_the_last_word(desk_of: Open, given: Conversation):
    somebody = UserFactory(role=User.Role.ADMIN)

    page = desk_of(somebody, f"/desk/conversations/{given.pk}/")

    expect(page.get_by_role("log").get_by_role("article").last).to_be_in_viewport()
