"""An agent's day in a browser: what comes in live, what she answers with, and who answers beside her."""

import re
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from helpwell.conversations.mailing import address_of
from helpwell.conversations.models import Conversation, Message, Use
from helpwell.conversations.private_link import Way, make
from helpwell.knowledge.models import Article
from helpwell.people.models import Sender, Team, User
from tests.browser.conftest import ALL, Open, overflow, serious_findings
from tests.factories import QuestionFactory, UserFactory, VisitorFactory, a_file, publish, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def canned(title: str, body: str) -> None:
    publish(title, body, kind=Article.Kind.CANNED, visibility="internal")


def test_an_agent_answers_with_two_canned_responses_and_an_article(desk_of: Open, agent: User):
    article = publish("Sending broken glasses in", "<p>Pack the broken glasses well and post them.</p>")
    canned("Broken glasses: greeting", "<p>Dear {{ contact.name }},</p><p>sorry about your broken glasses.</p>")
    canned("Broken glasses: goodbye", "<p>Yours, {{ agent.name }}</p>")
    visitor = VisitorFactory()
    QuestionFactory(text="glasses broken what now", visitor=visitor).open(article, 1)
    page = desk_of(agent)
    expect(page.get_by_text("No customer has written yet")).to_be_visible()

    message = write("My glasses are broken", sender=Sender(name="Laura Berg", visitor=visitor), language="en")
    page.get_by_role("link", name="Laura Berg").click()

    expect(page.get_by_role("log")).to_contain_text("My glasses are broken")
    expect(page.get_by_role("complementary")).to_contain_text("Sending broken glasses in")
    page.get_by_role("button", name="Insert: Broken glasses: greeting").click()
    page.get_by_role("button", name="Insert: Sending broken glasses in").click()
    page.get_by_role("button", name="Insert: Broken glasses: goodbye").click()
    page.get_by_label("Reply to Laura Berg").press("Control+Enter")
    expect(page.get_by_role("status").get_by_text("Sent.")).to_be_visible()

    reply = message.conversation.messages.from_us().get()
    parts = ["Dear Laura Berg,", "sorry about your broken glasses.", "Pack the broken glasses well and post them."]
    assert reply.text.split("\n\n") == [*parts, "Yours, Jānis"]
    assert Use.objects.filter(message=reply, is_edited=False).count() == 3
    expect(page.get_by_label("Reply to Laura Berg")).to_have_value("")

    write("Thank you, done", reply_proof=message.conversation, sender=Sender(contact=message.contact))

    expect(page.get_by_role("log")).to_contain_text("Thank you, done")


def test_an_answer_goes_out_as_a_link_she_can_follow(desk_of: Open, visit: Any, served: str, agent: User):
    publish("Sending broken glasses in", "<p>Pack the broken glasses well and post them.</p>")
    conversation = write("My glasses are broken", language="en").conversation
    page = desk_of(agent, f"/desk/conversations/{conversation.pk}/")
    field = page.get_by_label("Reply to Laura Berg")

    page.get_by_role("button", name="Insert as a link: Sending broken glasses in").click()
    expect(field).to_have_value(re.compile(r"^Sending broken glasses in: http\S+/en/a/\S+$"))
    field.fill("")
    page.get_by_role("region", name="Conversation").focus()
    page.keyboard.press("Shift+Digit1")
    expect(field).to_have_value(re.compile(r"^Sending broken glasses in: http"))
    field.press("Control+Enter")
    expect(page.get_by_role("status").get_by_text("Sent.")).to_be_visible()

    address = address_of(conversation)
    assert address
    hers = visit(base_url=served)
    hers.goto(f"/en/conversations/{make(conversation, address, Way.MAIL)}/")
    link = hers.get_by_role("log").get_by_role("link").get_attribute("href") or ""
    hers.goto(link[link.index("/en/") :])
    expect(hers.get_by_role("heading", name="Sending broken glasses in")).to_be_visible()
    assert [use.form for use in Use.objects.filter(message__conversation=conversation)] == [Use.Form.LINK]


@pytest.mark.complains  # the browser tells of the 409
def test_two_who_answer_at_once_see_each_other_and_lose_no_word(desk_of: Open, agent: User, admin: User):
    conversation = write("My glasses are broken").conversation
    address = f"/desk/conversations/{conversation.pk}/"
    hers, his = desk_of(admin, address), desk_of(agent, address)

    hers.get_by_label("Reply to Laura Berg").press_sequentially("We repair it")
    expect(his.get_by_text("Ana is answering too.")).to_be_visible()
    his.get_by_label("Reply to Laura Berg").press_sequentially("It costs 20 euros")
    hers.get_by_label("Reply to Laura Berg").press("Control+Enter")
    expect(his.get_by_role("log")).to_contain_text("We repair it")
    his.get_by_label("Reply to Laura Berg").press("Control+Enter")

    expect(his.get_by_text("Not sent yet")).to_be_visible()
    expect(his.get_by_label("Reply to Laura Berg")).to_have_value("It costs 20 euros")
    his.get_by_role("button", name="Send mine all the same").click()
    expect(his.get_by_role("log")).to_contain_text("It costs 20 euros")
    assert conversation.messages.from_us().count() == 2


def test_the_keys_do_it_all(desk_of: Open, agent: User):
    first = write("First", sender=Sender(name="Ada")).conversation
    write("Second", sender=Sender(name="Bob"))
    page = desk_of(agent)

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("First")
    page.keyboard.press("n")
    page.keyboard.type("Look at this")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("log")).to_contain_text("Look at this")
    page.get_by_role("region", name="Conversation").focus()
    page.keyboard.press("e")
    expect(page.get_by_role("status").get_by_text("Resolved.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").get_by_text("Open again.")).to_be_visible()

    assert Conversation.objects.get(pk=first.pk).status == "open"
    assert first.messages.filter(kind=Message.Kind.NOTE).count() == 1


def test_a_draft_is_there_again_after_the_page_was_closed(desk_of: Open, agent: User):
    address = f"/desk/conversations/{write().conversation.pk}/"
    page = desk_of(agent, address)

    page.get_by_label("Reply to Laura Berg").fill("Dear Laura")
    expect(page.get_by_text("Draft kept")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Reply to Laura Berg")).to_have_value("Dear Laura")


def test_a_draft_under_way_does_not_outlive_what_was_sent(desk_of: Open, agent: User):
    conversation = write().conversation
    page = desk_of(agent, f"/desk/conversations/{conversation.pk}/")
    late: list[Route] = []
    page.route("**/draft/", lambda route: late.append(route))
    field = page.get_by_label("Reply to Laura Berg")
    with page.expect_request("**/draft/"):
        field.fill("Dear Laura")

    field.press("Control+Enter")
    field.press("Control+Enter")
    expect(field).to_have_value("Dear Laura")
    late[0].continue_()

    expect(page.get_by_role("status").get_by_text("Sent.")).to_be_visible()
    assert [one.delivery for one in conversation.messages.from_us()] == [Message.Delivery.PENDING]


def test_many_are_resolved_at_once_and_come_back(desk_of: Open, agent: User):
    write("First", sender=Sender(name="Ada"))
    write("Second", sender=Sender(name="Bob"))
    page = desk_of(agent)

    page.get_by_label("Select the conversation with Ada").check()
    page.get_by_label("Select the conversation with Bob").check()
    page.locator("#picked").get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("status").get_by_text("2 resolved.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()

    assert Conversation.objects.open().count() == 2


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(desk_of: Open, admin: User, scheme: str):
    Team.objects.create(name="Billing")
    conversation = write("My glasses are broken", fields=(("Order", "4711"),)).conversation
    conversation.tag("Hinge", by=admin)
    conversation.note("From Tuesday", by=admin)
    conversation.reply("Please send it in", by=UserFactory(role=User.Role.TRAINEE))
    conversation.assign(admin, by=admin)

    page = desk_of(admin, f"/desk/conversations/{conversation.pk}/", color_scheme=scheme)
    found = serious_findings(page)
    page.goto(ALL)

    assert [*found, *serious_findings(page)] == []


def test_on_a_phone_every_menu_opens_whole(desk_of: Open, admin: User):
    conversation = write("My glasses are broken").conversation
    page = desk_of(admin, width=375)

    for path in (ALL, f"/desk/conversations/{conversation.pk}/"):
        page.goto(path)
        expect(page.locator("live-desk[data-live]")).to_be_attached()
        summaries = page.locator(".menu-under > summary:visible")
        for number in range(summaries.count()):
            summaries.nth(number).click()
            menu = page.locator(".menu-under[open] > .menu")
            expect(menu).to_be_in_viewport(ratio=1)
            menu.locator("xpath=..").evaluate("details => details.removeAttribute('open')")


def test_arabic_runs_from_right_to_left_on_a_desk_that_does_not(desk_of: Open, agent: User):
    conversation = write("نظارتي مكسورة، ماذا أفعل؟", language="ar").conversation

    page = desk_of(agent, f"/desk/conversations/{conversation.pk}/?view=all")
    page.get_by_label("Reply to Laura Berg").fill("شكرا")

    for part in (".message__body", ".conversation__subject", ".desk__title h1", ".composer__text"):
        expect(page.locator(part).first).to_have_css("direction", "rtl")


def test_nothing_is_cut_off_at_320_pixels(desk_of: Open, admin: User):
    write(
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        sender=Sender(name="A" * 60),
        files=(a_file("invoice-" * 20 + ".txt"),),
        fields=(("How often has this happened before, and when was the last time?", "K-10900"),),
    )
    page = desk_of(admin, width=320)
    list_overflow = overflow(page)

    page.locator("[data-row]").click()
    expect(page.get_by_role("log")).to_be_visible()
    conversation_overflow = overflow(page)
    file, answer = page.locator(".file").bounding_box(), page.locator(".message__fields dd").bounding_box()
    assert file
    assert answer
    assert (file["x"] + file["width"] <= 320, answer["width"] > 80) == (True, True)
    page.get_by_role("button", name="About the conversation").click()
    expect(page.get_by_role("complementary")).to_be_visible()

    assert max(list_overflow, conversation_overflow, overflow(page)) <= 0


def test_a_list_she_has_scrolled_through_stays_as_long_while_news_come(desk_of: Open, agent: User):
    for number in range(70):
        write(f"Matter {number}", sender=Sender(name=f"Customer {number}"))
    page = desk_of(agent)
    rows = page.locator("#rows .conversation")
    for count in (60, 70):
        page.locator("#more").scroll_into_view_if_needed()
        expect(rows).to_have_count(count)
    page.mouse.move(900, 500)

    write("One more", sender=Sender(name="Newcomer"))

    expect(page.get_by_role("link", name="Newcomer")).to_be_attached()
    expect(rows).to_have_count(71)


def test_the_back_button_opens_the_conversation_before_and_it_stays_live(desk_of: Open, agent: User):
    first = write("First", sender=Sender(name="Ada")).conversation
    write("Second", sender=Sender(name="Bob"))
    page = desk_of(agent)
    page.get_by_role("link", name="Ada").click()
    expect(page.get_by_role("log")).to_contain_text("First")
    page.get_by_role("link", name="Bob").click()
    expect(page.get_by_role("log")).to_contain_text("Second")

    page.go_back()
    expect(page.get_by_role("log")).to_contain_text("First")
    expect(page.locator("#rows [aria-current=true]")).to_contain_text("Ada")
    write("And more", reply_proof=first, sender=Sender(contact=first.contact))

    expect(page.get_by_role("log")).to_contain_text("And more")
    page.go_back()
    expect(page.get_by_text("Choose a conversation")).to_be_visible()
    expect(page.locator("#rows [aria-current=true]")).to_have_count(0)
