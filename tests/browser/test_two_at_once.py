"""Two agents in the very same second: nobody's words are lost, and both see the same afterwards."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from helpwell.conversations.models import Conversation
from helpwell.people.models import User
from tests.browser.conftest import Open
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IN_A_MOMENT = """(element, at) => { setTimeout(() => element.click(), at - Date.now()) }"""


def click_at_once(page: Page, *buttons: Locator) -> None:
    """Each browser presses its own, on the same millisecond of the clock they share."""
    at = page.evaluate("Date.now()") + 700
    for button in buttons:
        button.evaluate(IN_A_MOMENT, at)


def words(page: Page) -> Locator:
    return page.get_by_label("Reply to Laura Berg")


@pytest.mark.complains  # the browser tells of the 409
def test_of_two_replies_one_goes_out_and_the_other_waits_with_every_word(desk_of: Open, agent: User, admin: User):
    conversation = write("My glasses are broken").conversation
    address = f"/desk/conversations/{conversation.pk}/"
    hers, his = desk_of(admin, address), desk_of(agent, address)
    words(hers).fill("We repair it")
    words(his).fill("It costs 20 euros")
    expect(his.get_by_text("Draft kept")).to_be_visible()

    click_at_once(hers, *(page.get_by_role("button", name=re.compile("^Send")).first for page in (hers, his)))

    for page in (hers, his):
        expect(page.get_by_text("Not sent yet").or_(page.get_by_role("status").get_by_text("Sent."))).to_be_visible()
    sent = conversation.messages.from_us().get()
    slower, kept = (his, "It costs 20 euros") if sent.author == admin else (hers, "We repair it")
    expect(words(slower)).to_have_value(kept)
    expect(slower.get_by_text("Not sent yet")).to_be_visible()
    slower.get_by_role("button", name="Send mine all the same").click()

    for page in (hers, his):
        expect(page.get_by_role("log")).to_contain_text("We repair it")
        expect(page.get_by_role("log")).to_contain_text("It costs 20 euros")
    assert [one.number for one in conversation.messages.said().order_by("number")] == [1, 2, 3]


def test_of_two_who_take_it_one_has_it_on_both_desks(desk_of: Open, agent: User, admin: User):
    conversation = write("My glasses are broken").conversation
    conversation.put_into(None, None, admin)
    address = f"/desk/conversations/{conversation.pk}/"
    pages = [desk_of(user, address) for user in (admin, agent)]
    for page in pages:
        page.locator("#assign-menu > summary").click()

    click_at_once(
        pages[0], *(page.locator("#assign-menu").get_by_role("button", name=re.compile("^Me")) for page in pages)
    )
    for page in pages:
        expect(page.locator("#assign-menu > summary")).to_contain_text("In the hands of")

    holder = Conversation.objects.get(pk=conversation.pk).assignee
    assert holder in (admin, agent)
    for page in pages:
        expect(page.locator("#assign-menu > summary")).to_contain_text(f"In the hands of {holder}")


def test_one_resolves_while_the_other_answers_and_both_see_how_it_ended(desk_of: Open, agent: User, admin: User):
    conversation = write("My glasses are broken").conversation
    address = f"/desk/conversations/{conversation.pk}/"
    hers, his = desk_of(admin, address), desk_of(agent, address)
    words(his).fill("It costs 20 euros")

    click_at_once(
        hers,
        hers.get_by_role("button", name="Resolve", exact=True).first,
        his.get_by_role("button", name=re.compile("^Send")).first,
    )

    for page in (hers, his):
        expect(page.get_by_role("log")).to_contain_text("It costs 20 euros")
    ended = Conversation.objects.get(pk=conversation.pk)
    assert ended.waiting_since is None  # whichever came first: nobody owes her anything
    for page in (hers, his):
        expect(page.locator("#conversation-title")).to_contain_text(
            "Resolved" if ended.is_resolved else "Customer's turn"
        )
