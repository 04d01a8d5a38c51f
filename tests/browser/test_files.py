"""Files on their way: from the form to the desk, and with the reply back to her page and into her mail."""

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.conversations.models import Conversation
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def photo() -> dict[str, Any]:
    out = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "PNG")
    return {"name": "hinge.png", "mimeType": "image/png", "buffer": out.getvalue()}


def text(name: str, content: bytes = b"Print this and put it on the parcel") -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


@pytest.mark.complains  # the browser reports the answer 422
def test_a_photo_comes_with_the_message_and_a_label_goes_with_the_reply(visit: Any, open_page: Open, agent: User):
    hers = visit(375)
    hers.goto("/en/contact/")
    hers.get_by_label("What happened").press_sequentially("The hinge broke", delay=30)
    hers.get_by_role("button", name="Continue").click()
    hers.get_by_label("Your name").press_sequentially("Laura Berg", delay=30)
    hers.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=30)
    hers.get_by_label("Photos or files").set_input_files([photo(), text("run.exe", b"MZ\x90")])
    hers.get_by_role("button", name="Send message").click()
    expect(hers.get_by_text("“run.exe”")).to_be_visible()
    hers.get_by_label("Photos or files").set_input_files([photo()])
    hers.get_by_role("button", name="Send message").click()
    expect(hers.get_by_role("heading", name="Your message has arrived")).to_be_visible()

    desk = open_page(f"/desk/conversations/{Conversation.objects.get().pk}/", agent)
    picture = desk.get_by_role("link", name="hinge.png").locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 60
    desk.get_by_label("Attach files").set_input_files([text("label.txt"), text("wrong.txt")])
    desk.get_by_role("button", name="Leave out wrong.txt").click()
    desk.get_by_label("Reply to Laura Berg").fill("Here is your label")
    desk.get_by_label("Reply to Laura Berg").press("Control+Enter")
    expect(desk.get_by_role("log").get_by_role("link", name="label.txt")).to_be_visible()

    bring_replies()
    mail = Mail.objects.latest("pk")
    assert [part.get_filename() for part in mail.as_message().message().walk()][-1] == "label.txt"
    hers.goto(re.search(r"/en/conversations/\S+", mail.text)[0])  # type: ignore[index]
    with hers.expect_download() as fetched:
        hers.get_by_role("link", name="label.txt").click()
    assert fetched.value.path().read_bytes() == b"Print this and put it on the parcel"
    expect(hers.get_by_role("link", name="hinge.png")).to_be_visible()
