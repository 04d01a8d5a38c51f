"""From a question with a typo to a trainee's approved draft, on a fresh installation: all doors and desks of a day."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from helpwell.base.models import Site
from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.models import Article
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.browser.conftest import Open
from tests.factories import closed_for_now, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOWLY = 20  # ms between two letters
WHILE_SHE_READS = 20_000  # ms


@pytest.fixture
def shop() -> None:
    """What a company has written on its first day."""
    publish("Glasses are broken", "<p>Send them to our workshop, with a photo.</p>")
    publish("Greeting", "<p>Dear {{ contact.first_name }},</p>", kind=Article.Kind.CANNED, visibility="internal")
    publish("Goodbye", "<p>Yours, {{ agent.name }}</p>", kind=Article.Kind.CANNED, visibility="internal")


@pytest.fixture
def customer(served: str, visit: Any) -> Callable[..., Page]:
    """A browser on the contact form."""

    def opened(**options: Any) -> Page:
        page: Page = visit(base_url=served, **options)
        page.goto("/en/contact/")
        return page

    return opened


def type_message(page: Page, text: str) -> None:
    page.get_by_label("What happened, or what would you like to know?").press_sequentially(text, delay=SLOWLY)


def send(page: Page, name: str) -> None:
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").press_sequentially(name, delay=SLOWLY)
    page.get_by_label("E-mail for our answer").press_sequentially("her@example.com", delay=SLOWLY)
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()


def write_and_send(desk: Page, name: str, text: str) -> None:
    field = desk.get_by_label(f"Reply to {name}")
    field.click()
    field.press("Control+End")
    field.press_sequentially(text, delay=SLOWLY)
    field.press("Control+Enter")


def insert(desk: Page, title: str) -> None:
    """Found by its name, whether or not it is suggested."""
    search = desk.get_by_role("searchbox", name="Search answers")
    if not search.is_visible():
        desk.get_by_role("button", name="Search answers").click()
    search.fill(title)
    desk.locator("#answers-found").get_by_role("button", name=f"Insert: {title}").click()


def test_typo_answer_message_reply_reopening_and_the_last_word(
    shop: None, customer: Callable[..., Page], desk_of: Open, agent: User
):
    first = customer()
    type_message(first, "my glases are brokn")
    expect(first.get_by_text("Send them to our workshop, with a photo.")).to_be_visible()
    first.get_by_role("button", name="Yes, that answered it").click()
    expect(first.get_by_role("heading", name="Good to know that it helped.")).to_be_visible()
    assert not Message.objects.exists()

    desk = desk_of(agent)
    second = customer(width=375)
    type_message(second, "my glasses are broken")
    with second.expect_response(lambda told: "read=article" in (told.request.post_data or ""), timeout=WHILE_SHE_READS):
        expect(second.get_by_text("Send them to our workshop, with a photo.")).to_be_visible()
    send(second, "Laura Berg")

    desk.get_by_role("link", name="Laura Berg").click()
    expect(desk.get_by_role("log")).to_contain_text("my glasses are broken")
    expect(desk.get_by_role("complementary")).to_contain_text("Glasses are broken")
    for title in ("Greeting", "Glasses are broken", "Goodbye"):
        insert(desk, title)
    desk.get_by_label("Reply to Laura Berg").press("Control+Shift+Enter")
    expect(desk.get_by_role("status").get_by_text("Sent and resolved.")).to_be_visible()
    assert Conversation.objects.get().is_resolved

    bring_replies()
    reply = Mail.objects.latest("pk").text
    words = ["Dear Laura,", "Send them to our workshop, with a photo.", "Yours, Jānis"]
    assert [word for word in words if word not in reply] == []
    second.goto(re.search(r"/en/conversations/\S+", reply)[0])  # type: ignore[index]
    expect(second.get_by_role("log")).to_contain_text("Send them to our workshop, with a photo.")
    second.get_by_label("Your answer, or something to add").fill("And who pays for the parcel?")
    second.get_by_role("button", name="Send answer").click()

    expect(desk.get_by_role("log")).to_contain_text("And who pays for the parcel?")
    assert Conversation.objects.get().status == "open"
    write_and_send(desk, "Laura Berg", "We do.")
    expect(second.get_by_role("log")).to_contain_text("We do.")
    desk.get_by_role("region", name="Conversation").focus()
    desk.keyboard.press("e")
    expect(desk.get_by_role("status").get_by_text("Resolved.")).to_be_visible()
    second.reload()
    expect(second.get_by_text("This is settled.")).to_be_visible()


def test_a_trainees_draft_reaches_the_customer_once_somebody_approves(
    customer: Callable[..., Page], desk_of: Open, trainee: User, admin: User
):
    hers = customer()
    type_message(hers, "do you mend umbrellas")
    send(hers, "Laura Berg")
    conversation = Conversation.objects.get()
    learning = desk_of(trainee, f"/desk/conversations/{conversation.pk}/")
    write_and_send(learning, "Laura Berg", "We do not, but the shop next door does.")
    expect(learning.get_by_role("log").get_by_text("Waits for approval")).to_be_visible()
    bring_replies()
    hers.get_by_role("link", name="See your message").click()
    expect(hers.get_by_role("log")).to_contain_text("do you mend umbrellas")
    expect(hers.get_by_text("next door")).to_have_count(0)

    checking = desk_of(admin, "/desk/conversations/?view=to_approve")
    checking.get_by_role("link", name="Laura Berg").click()
    checking.get_by_role("button", name="Approve and send").click()

    expect(hers.get_by_role("log")).to_contain_text("We do not, but the shop next door does.")
    expect(learning.get_by_role("log").get_by_text("Waits for approval")).to_have_count(0)
    bring_replies()
    assert "next door" in Mail.objects.latest("pk").text


def test_after_hours_the_form_says_when_somebody_is_back(customer: Callable[..., Page]):
    closed_for_now(zone=str(Site.current().zone))

    page = customer()

    expect(page.get_by_text(re.compile(r"Nobody is here right now; we are back on \w+day at 9:00\."))).to_be_visible()
