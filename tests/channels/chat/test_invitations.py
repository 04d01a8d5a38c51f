"""The widget speaks up only where somebody switched that on, in her language; it is counted how that was taken."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from helpwell.channels.chat.models import Invitation
from helpwell.conversations.models import Inbox
from tests.channels.chat.conftest import SHOP

pytestmark = pytest.mark.django_db
BROWSER = {"origin": SHOP, "user-agent": "Mozilla/5.0 Firefox/140.0"}


@pytest.fixture
def invitation(chat: Inbox) -> Invitation:
    cache.clear()
    texts = {"en": "Does it fit?", "de": "Passt sie?"}
    return Invitation.objects.create(inbox=chat, name="Fit", texts=texts, pages=["/frames*"], is_on=True)


def offered(chat: Inbox, page: str = "/frames/fjord", language: str = "en") -> Any:
    query = {"address": f"{SHOP}{page}", "language": language}
    return Client().get(f"/chat/{chat.key}/invitations/", query, headers={"origin": SHOP}).json()


def test_it_is_offered_on_its_pages_in_her_language(chat: Inbox, invitation: Invitation) -> None:
    told = offered(chat, language="de")

    assert [(one["text"], one["seconds"], one["panel"]) for one in told["list"]] == [("Passt sie?", 30, False)]
    assert (told["open"], told["dismiss"]) == ("Zeigen", "Nein, danke")
    assert offered(chat, "/about")["list"] == []


def test_it_is_off_until_it_is_switched_on_and_then_the_script_says_so(chat: Inbox, invitation: Invitation) -> None:
    before = Client().get("/chat/widget.js").content.decode()
    cache.clear()
    invitation.change(None, is_on=False)
    after = Client().get("/chat/widget.js").content.decode()

    assert chat.key in before
    assert chat.key not in after
    assert offered(chat)["list"] == []
    assert not Invitation(inbox=chat).is_on


@pytest.mark.parametrize("what", Invitation.COUNTED)
def test_it_is_counted_how_it_was_taken(chat: Inbox, invitation: Invitation, what: str) -> None:
    address = f"/chat/{chat.key}/invitations/{invitation.pk}/"
    Client().post(address, what, content_type="text/plain", headers=BROWSER)
    Client().post(address, "hacked", content_type="text/plain", headers=BROWSER)
    Client().post(address, what, content_type="text/plain", headers={**BROWSER, "user-agent": "Googlebot/2.1"})

    invitation.refresh_from_db()
    counts = {name: getattr(invitation, f"{name}_count") for name in Invitation.COUNTED}
    assert counts == {**dict.fromkeys(Invitation.COUNTED, 0), what: 1}


def test_another_chats_invitation_is_none(chat: Inbox, invitation: Invitation) -> None:
    other = Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Other", origins=[SHOP])

    answer = Client().post(
        f"/chat/{other.key}/invitations/{invitation.pk}/", "shown", content_type="text/plain", headers=BROWSER
    )

    assert answer.status_code == 404
    assert offered(other)["list"] == []
