"""A customer says by her private link whether the answer helped, and what that does."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from helpwell.conversations.mailing import address_of
from helpwell.conversations.models import Conversation
from helpwell.conversations.models.rating import Rating
from helpwell.conversations.private_link import Way, make
from helpwell.people.models import User
from tests.browser.conftest import Open
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def answered(agent: User) -> Conversation:
    conversation = write("Do you mend hinges?", language="en").conversation
    conversation.assign(agent, by=agent)
    conversation.reply("We do. Bring it along.", by=agent)
    return conversation


@pytest.fixture
def her_page(visit: Any, answered: Conversation) -> Page:
    page: Page = visit(375)
    address = address_of(answered)
    assert address
    page.goto(f"/en/conversations/{make(answered, address, Way.MAIL)}/")
    return page


def test_yes_settles_it_and_the_agent_reads_so(her_page: Page, open_page: Open, answered: Conversation, agent: User):
    her_page.get_by_role("button", name="Yes").click()

    expect(her_page.get_by_text("This is settled.")).to_be_visible()
    desk = open_page(f"/desk/conversations/{answered.pk}/", agent)
    expect(desk.get_by_role("log")).to_contain_text("The customer said that it helped.")
    assert Rating.objects.get().agent == agent
    assert Conversation.objects.get().is_resolved


def test_not_yet_opens_it_again_and_asks_for_more(her_page: Page, answered: Conversation, agent: User):
    her_page.get_by_role("button", name="Not yet").click()

    expect(her_page.get_by_label("Your answer, or something to add")).to_be_in_viewport()
    expect(her_page.get_by_text("We look at it again")).to_be_visible()
    now = Conversation.objects.get()
    assert (now.status, now.assignee, now.waiting_since is not None) == ("open", agent, True)
    assert not Rating.objects.get().helpful


def test_her_last_word_counts(her_page: Page, answered: Conversation, agent: User):
    her_page.get_by_role("button", name="Not yet").click()
    expect(her_page.get_by_text("We look at it again")).to_be_visible()
    answered.reply("Until six today.", by=agent)
    her_page.reload()
    her_page.get_by_role("button", name="Yes").click()

    expect(her_page.get_by_text("This is settled.")).to_be_visible()
    assert Rating.objects.get().helpful
