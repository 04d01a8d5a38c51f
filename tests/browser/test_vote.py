"""A reader says whether an answer helped."""

from playwright.sync_api import Page, expect

from helpwell.knowledge.models import Vote
from tests.factories import publish


def test_no_with_a_reason_without_leaving_the_page(page: Page):
    publish("Parking")
    page.goto("/en/articles/parking/")

    page.get_by_role("button", name="No").click()
    page.get_by_label("It is hard to understand").check()
    page.get_by_label("Tell us more").fill("Which garage do you mean?")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Thank you.")).to_be_focused()
    vote = Vote.objects.get()
    assert (vote.helpful, vote.reason, vote.comment) == (False, "unclear", "Which garage do you mean?")


def test_yes_without_javascript(visit):
    publish("Parking")
    page = visit(java_script_enabled=False)
    page.goto("/en/articles/parking/")

    page.get_by_role("button", name="Yes").click()

    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert Vote.objects.get().helpful
