"""The doors through which customers write."""

import pytest
from django.test import Client

from helpwell.channels.contact_form.options import FormOptions
from helpwell.conversations.fields import fields_of
from helpwell.conversations.models import Inbox
from helpwell.people.models import BusinessHours, Event, Team
from tests.factories import InboxFactory, make_category

pytestmark = pytest.mark.django_db
INBOXES = "/desk/inboxes/"


@pytest.fixture
def inbox() -> Inbox:
    return InboxFactory(name="Shop")


def asked(*labels: str, required: bool = False, topics: tuple[str, ...] = ()) -> dict[str, object]:
    """The form of what an inbox asks, with these fields."""
    sent: dict[str, object] = {"field-TOTAL_FORMS": len(labels), "field-INITIAL_FORMS": 0}
    for number, label in enumerate(labels):
        sent |= {f"field-{number}-label_en": label, f"field-{number}-topics": list(topics)}
        sent |= {f"field-{number}-is_required": "on"} if required else {}
    return sent


def test_an_inbox_is_opened_and_can_be_tried(admin_desk: Client) -> None:
    page = admin_desk.post(f"{INBOXES}new/", {"channel": "contact_form", "name": "Shop"}, follow=True)

    inbox = Inbox.objects.get()
    assert f"?inbox={inbox.key}" in page.content.decode()
    assert f'data-inbox="{inbox.key}"' in page.content.decode().replace("&quot;", '"')
    assert Event.objects.about(inbox).get().kind == "inbox.opened"


def test_an_inbox_of_no_kind_or_name_is_refused(admin_desk: Client) -> None:
    assert admin_desk.post(f"{INBOXES}new/", {"channel": "pigeon", "name": "Shop"}).status_code == 422
    assert admin_desk.post(f"{INBOXES}new/", {"channel": "chat", "name": ""}).status_code == 422
    assert not Inbox.objects.exists()


def test_an_inbox_gets_team_hours_and_websites(admin_desk: Client, inbox: Inbox) -> None:
    team = Team.objects.create(name="Shop")
    hours = BusinessHours.objects.create(name="Shop", time_zone="UTC")
    websites = "shop.example\nhttps://Other.example/contact\nhttps://shop.example/"

    admin_desk.post(f"{INBOXES}{inbox.pk}/", {"name": "Shop", "team": team.pk, "hours": hours.pk, "origins": websites})

    inbox.refresh_from_db()
    assert (inbox.team, inbox.hours, inbox.is_active) == (team, hours, False)
    assert inbox.origins == ["https://shop.example", "https://other.example"]


@pytest.mark.parametrize("origin", ["javascript:alert(1)", "https://*.example", "https://a b", "https://[", "https://"])
def test_what_is_no_website_is_refused_by_name(admin_desk: Client, inbox: Inbox, origin: str) -> None:
    answer = admin_desk.post(f"{INBOXES}{inbox.pk}/", {"name": "Shop", "origins": origin})

    assert answer.status_code == 422
    assert "is no address of a website" in answer.content.decode()


def test_a_form_asks_more_for_some_topics(admin_desk: Client, inbox: Inbox) -> None:
    topic = make_category("Delivery")
    sent = asked("Order number", topics=(topic.public_id,)) | {"topics": [topic.public_id]}

    admin_desk.post(f"{INBOXES}{inbox.pk}/options/", sent)

    options = FormOptions.of(Inbox.objects.get(pk=inbox.pk))
    assert options.topics == (topic.public_id,)
    assert [(field.key, field.labels, field.topics) for field in options.fields] == [
        ("order-number", {"en": "Order number"}, (topic.public_id,))
    ]


def test_fields_of_one_name_are_told_apart_and_empty_ones_are_left_out(admin_desk: Client, inbox: Inbox) -> None:
    admin_desk.post(f"{INBOXES}{inbox.pk}/options/", asked("Size", "", "Size"))

    keys = [field.key for field in FormOptions.of(Inbox.objects.get(pk=inbox.pk)).fields]
    assert keys == ["size", "size-2"]


def test_a_third_required_field_brings_a_warning(admin_desk: Client, inbox: Inbox) -> None:
    calm = admin_desk.get(f"{INBOXES}{inbox.pk}/").content.decode()

    warned = admin_desk.post(f"{INBOXES}{inbox.pk}/options/", asked("Order", required=True), follow=True)

    assert "makes some of them give up" not in calm
    assert "Customers must fill in 3 fields" in warned.content.decode()


def test_what_else_an_inbox_is_set_to_stays(admin_desk: Client) -> None:
    inbox = InboxFactory(options={"assistant": True})

    admin_desk.post(f"{INBOXES}{inbox.pk}/options/", asked("Order"))

    assert Inbox.objects.get(pk=inbox.pk).has_assistant


def test_inboxes_are_for_admins(desk: Client, inbox: Inbox) -> None:
    pages = [INBOXES, f"{INBOXES}{inbox.pk}/"]

    assert [desk.get(page).status_code for page in pages] == [404, 404]
    assert desk.post(f"{INBOXES}{inbox.pk}/options/", asked("Order")).status_code == 404
    assert desk.post(f"{INBOXES}new/", {"channel": "chat", "name": "x"}).status_code == 404


def test_a_field_has_a_kind_choices_and_may_be_asked_once_for_good(admin_desk: Client, inbox: Inbox) -> None:
    sent = asked("Plan") | {
        "field-0-kind": "number",
        "field-0-choices_en": "Silver\nGold\nGold\n",
        "field-0-is_lasting": "on",
    }

    admin_desk.post(f"{INBOXES}{inbox.pk}/options/", sent)

    (field,) = fields_of(Inbox.objects.get(pk=inbox.pk))
    assert (field.kind, field.choices, field.is_lasting) == ("number", {"en": ("Silver", "Gold")}, True)
    page = admin_desk.get(f"{INBOXES}{inbox.pk}/").content.decode()
    assert "Silver\nGold" in page
