"""Several steps with one key, read before anything is sent, and one way back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.automation.models import Macro
from helpwell.automation.models.macro import MacroStep
from helpwell.conversations.models import Conversation
from helpwell.people.models import Sender, User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import publish, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.complains  # htmx tells of what a page had still asked for when it was left
def test_an_editor_writes_one_and_an_agent_runs_it_by_its_key(open_page: Any, editor: User, agent: User):
    publish(
        "Photo, please", "<p>Dear {{ contact.name }}, please send a photo.</p>", kind="canned", visibility="internal"
    )
    conversation = write("My glasses are broken", sender=Sender(name="Laura Berg")).conversation
    page = open_page("/desk/macros/", editor)
    page.get_by_role("link", name="Write a macro").click()
    page.get_by_label("Name").fill("Ask for a photo")
    page.get_by_label("Key").select_option("G")
    page.get_by_label("For everybody at the desk").check()
    page.get_by_role("button", name="Insert a canned response").click()
    page.get_by_role("listitem").get_by_label("Insert a canned response").select_option("Photo, please")
    page.get_by_role("button", name="Put tags on").click()
    page.get_by_role("listitem").get_by_label("Put tags on").fill("Repair")
    page.get_by_role("button", name="Let it sleep").click()
    page.get_by_role("listitem").get_by_label("Let it sleep").select_option("In a week")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Insert: “Photo, please” · Tag: Repair · Snooze: In a week")).to_be_visible()

    page = open_page(f"/desk/conversations/{conversation.pk}/", agent)
    expect(page.locator("desk-keys:defined")).to_be_attached()
    page.get_by_role("region", name="Conversation").focus()
    page.keyboard.press("g")

    field = page.get_by_label("Reply to Laura Berg")
    expect(field).to_have_value("Dear Laura Berg, please send a photo.")
    expect(page.get_by_role("log")).to_contain_text("Jānis let it sleep")
    expect(page.get_by_role("log")).to_contain_text("(Macro “Ask for a photo”)")
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_value("")
    expect(page.get_by_role("log")).to_contain_text("Jānis took that back.")
    conversation.refresh_from_db()
    assert (conversation.status, conversation.tags.count()) == (Conversation.Status.OPEN, 0)

    page.keyboard.press("Control+k")
    page.keyboard.type("macro photo")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Dear Laura Berg, please send a photo.")
    field.press("Control+Enter")
    expect(page.get_by_role("status").get_by_text("Sent.")).to_be_visible()
    assert conversation.messages.from_us().get().uses.count() == 1


STEPS = [MacroStep("tag", "Hinge"), MacroStep("priority", "urgent"), MacroStep("assign", "me"), MacroStep("resolve")]


@pytest.fixture
def macro(agent: User) -> Macro:
    macro = Macro(name="Hinge", owner=agent)
    macro.change(agent, STEPS)
    return macro


def kinds(macro: Macro) -> list[str]:
    macro.refresh_from_db()
    return [step.kind for step in macro.sequence]


def test_its_steps_are_put_in_order_by_keyboard_and_by_buttons(open_page: Any, agent: User, macro: Macro):
    page = open_page(f"/desk/macros/{macro.pk}/", agent)

    page.get_by_role("button", name="Move: Resolve it").press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("status").get_by_text("Resolve it: Now step 2 of 4.")).to_be_attached()
    expect(page.get_by_role("button", name="Move: Resolve it")).to_be_focused()
    page.get_by_role("button", name="Later: Put tags on").click()
    page.get_by_role("button", name="Leave out: Assign it").click()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert kinds(macro) == ["resolve", "tag", "priority"]


def test_on_a_phone_a_step_is_dragged_by_its_grip(open_page: Any, agent: User, macro: Macro):
    page = open_page(f"/desk/macros/{macro.pk}/", agent, width=375)
    last, first = page.locator("[data-grip]").last.bounding_box(), page.locator("[data-row]").first.bounding_box()

    page.mouse.move(last["x"] + 8, last["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + 8, first["y"] + 4, steps=12)
    page.mouse.up()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert kinds(macro) == ["resolve", "tag", "priority", "assign"]


def test_it_runs_on_all_that_are_ticked(open_page: Any, agent: User):
    Macro(name="Hinge").change(agent, [MacroStep("tag", "Hinge"), MacroStep("resolve")])
    for name in ("Ada", "Bob"):
        write("My glasses are broken", sender=Sender(name=name))
    page = open_page("/desk/conversations/?view=all", agent)

    for name in ("Ada", "Bob"):
        page.get_by_label(f"Select the conversation with {name}").check()
    page.locator("#picked").get_by_title("Macros").click()
    page.locator("#picked").get_by_role("button", name="Hinge").click()
    expect(page.get_by_role("status").get_by_text("“Hinge” on 2 conversations.")).to_be_visible()
    assert Conversation.objects.filter(status="resolved", tags__name="Hinge").count() == 2
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()

    assert Conversation.objects.open().filter(tags=None).count() == 2


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(open_page: Any, editor: User, scheme: str):
    macro = Macro(name="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", key="g")
    macro.change(editor, [MacroStep("team", "4711"), MacroStep("resolve")])
    found, width = [], 0
    for path in ("/desk/macros/", f"/desk/macros/{macro.pk}/", f"/desk/conversations/{write().conversation.pk}/"):
        page = open_page(path, editor, width=320, color_scheme=scheme)
        found, width = [*found, *serious_findings(page)], max(width, overflow(page))

    assert (found, width <= 0) == ([], True)
