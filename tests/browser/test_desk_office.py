"""The office in a browser: what customers ask and say, people and settings; for everybody, on every screen."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from helpwell.answers.gaps import gather
from helpwell.answers.models import Gap, Question, Synonym
from helpwell.knowledge.models import Notice, NoticeText, Vote
from helpwell.people.joining import invite
from helpwell.people.models import User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import QuestionFactory, VisitorFactory, ask_unanswered, make_category, publish
from tests.outbox.test_delivery import write_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.fixture
def pages(admin: User) -> list[str]:
    """Every page of the office, with something on it."""
    article = publish("Delivery abroad", review_on=timezone.localdate(), owner=admin)
    Vote.cast(article, VisitorFactory(), helpful=False, reason="unclear", comment="Which countries exactly?")
    ask_unanswered("do you ship to iceland", "shipping to iceland", "Donaudampfschifffahrtsgesellschaftskapitän")
    QuestionFactory(text="polar bears", decision=Question.Decision.FOUND_NOTHING)
    gather()
    Synonym.propose("en", "rubber", "nose pad", "5 different people typed it.")
    Synonym.put_in_use("en", "frame", "glasses", by=admin)
    notice = Notice.objects.create(level=2)
    NoticeText.objects.create(notice=notice, language="en", title="Strike", body="Parcels take longer.")
    announcement = Notice.objects.create(audience="staff")
    NoticeText.objects.create(notice=announcement, language="en", title="Meeting at ten")
    invite("maren@example.com", User.Role.EDITOR, by=admin)
    write_mail()
    lesson = publish("Your first week", kind="tutorial", visibility="internal")
    lesson.article.has_been_read(lesson.live, by=admin)
    return [
        "/desk/", "/desk/reviews/", "/desk/reviews/?settled", "/desk/reviews/articles/", "/desk/gaps/",
        f"/desk/gaps/{Gap.objects.first().pk}/", "/desk/gaps/searches/", "/desk/synonyms/",
        f"/desk/synonyms/{Synonym.objects.first().pk}/", "/desk/notices/", "/desk/notices/new/",
        f"/desk/notices/{notice.pk}/", "/desk/website/", "/desk/people/", "/desk/training/",
        "/desk/mails/", "/desk/settings/", "/desk/account/",
    ]  # fmt: skip


def test_the_rail_shows_where_she_is_and_the_page_begins_at_its_beginning(open_page: Open, admin: User):
    page = open_page("/desk/settings/", admin, viewport={"width": 1280, "height": 600})

    expect(page.locator("#rail [aria-current]")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(open_page: Open, admin: User, pages: list[str], scheme: str):
    page = open_page(pages[0], admin, color_scheme=scheme)

    found: dict[str, Any] = {}
    for path in pages:
        page.goto(path)
        found[path] = serious_findings(page)

    assert {path: one for path, one in found.items() if one} == {}


def test_no_page_is_cut_off_at_320_pixels(open_page: Open, admin: User, pages: list[str]):
    page = open_page(pages[0], admin, width=320)

    wide: dict[str, int] = {}
    for path in pages:
        page.goto(path)
        wide[path] = overflow(page)

    assert {path: one for path, one in wide.items() if one > 0} == {}


@pytest.mark.complains
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_can_be_used_by_everybody(open_page: Open, scheme: str):
    page = open_page("/accounts/login/", width=320, color_scheme=scheme)

    for path in ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/signup/"]:
        page.goto(path)
        assert serious_findings(page) == []
        assert overflow(page) <= 0


def test_a_vote_that_says_no_is_handled_and_taken_back(open_page: Open, visit: Any, editor: User):
    publish("Parking")
    customer = visit()
    customer.goto("/en/articles/parking/")
    customer.get_by_role("button", name="No").click()
    customer.get_by_label("It is hard to understand").check()
    customer.get_by_role("button", name="Send").click()
    expect(customer.get_by_text("Thank you.")).to_be_visible()

    page = open_page("/desk/", editor)
    page.get_by_role("link", name="1 vote that an article did not help").click()
    expect(page.get_by_text("It is hard to understand")).to_be_visible()
    page.get_by_role("button", name="No change needed").click()
    expect(page.get_by_text("Nobody complains")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("link", name="Parking")).to_be_visible()


def test_a_category_is_dragged_under_another_and_taken_back(open_page: Open, editor: User):
    make_category("Delivery")
    make_category("Returns")
    make_category("Abroad")
    page = open_page("/desk/categories/", editor)
    row = page.get_by_role("listitem")

    row.filter(has_text="Abroad").drag_to(row.filter(has_text="Delivery"))

    expect(page.locator("passing-toast")).to_contain_text("Abroad was moved.")
    expect(page.locator(".tree__row--2")).to_contain_text("Abroad")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tree__row--1").last).to_contain_text("Abroad")


def test_a_question_nobody_found_leads_to_the_article_with_one_click(open_page: Open, visit: Any, editor: User):
    publish("Delivery abroad")
    ask_unanswered("do you ship to iceland", "shipping to iceland")
    gather()
    page = open_page("/desk/gaps/", editor)

    page.get_by_role("link", name="There is an article").click()
    page.get_by_role("searchbox", name="Search articles").fill("abroad")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("button", name="This one").click()
    expect(page.get_by_text("From now on this leads to “Delivery abroad”.")).to_be_visible()

    customer = visit()
    customer.goto("/en/search/?q=ship+to+iceland")
    expect(customer.get_by_role("link", name=re.compile("Delivery abroad")).first).to_be_visible()


def test_the_answer_to_a_question_nobody_found_is_begun_with_its_words(open_page: Open, editor: User):
    ask_unanswered("do you ship to iceland", "shipping to iceland")
    gather()
    page = open_page("/desk/gaps/", editor)

    page.get_by_role("button", name="Write the answer").click()

    expect(page.get_by_label("Title")).to_have_value("do you ship to iceland")


def test_the_hue_shows_while_it_is_moved_and_says_how_well_it_reads(open_page: Open, admin: User):
    page = open_page("/desk/settings/", admin)
    button = page.get_by_text("A button", exact=True)
    before = button.evaluate("one => getComputedStyle(one).backgroundColor")

    page.get_by_label("colour").fill("320")

    expect(page.get_by_text(re.compile(r"^\d+\.\d : 1, easy to read$"))).to_be_visible()
    assert button.evaluate("one => getComputedStyle(one).backgroundColor") != before


def test_a_colleague_is_invited_joins_and_signs_out(open_page: Open, visit: Any, admin: User):
    page = open_page("/desk/people/", admin)
    page.get_by_label("E-mail address").fill("maren@example.com")
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Link to join").input_value()

    colleague = visit(java_script_enabled=False)
    colleague.goto("/" + link.split("/", 3)[3])
    colleague.get_by_label("Your name").fill("Maren")
    colleague.get_by_label("A password").fill("seven green lamps")
    colleague.get_by_role("button", name="Join").click()

    expect(colleague.get_by_role("heading", name="Today")).to_be_visible()
    colleague.get_by_role("button", name="Sign out").click()
    expect(colleague).to_have_url(re.compile(r"/(en/)?$"))
