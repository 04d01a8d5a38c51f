"""What can be read in the widget before a word is said."""

import pytest
from django.core.cache import cache

from helpwell.answers.models import Question
from helpwell.automation.models import Flow
from helpwell.conversations.models import Inbox
from helpwell.knowledge.models import Notice, NoticeText
from tests.channels.chat.conftest import SHOP
from tests.factories import publish

pytestmark = pytest.mark.django_db


def read(client, chat: Inbox, path: str, **query: str):
    return client.get(f"/chat/{chat.key}/{path}", query, headers={"origin": SHOP})


def test_the_first_screen_speaks_her_language_and_knows_what_many_ask(client, chat: Inbox):
    shown = publish("Rücksendung", language="de")
    Question.objects.create(text="zurück", language="de", opened=shown, opened_rank=1)
    notice = Notice.objects.create()
    NoticeText.objects.create(notice=notice, language="de", title="Poststreik", link="article:post")

    told = read(client, chat, "welcome/", language="de-AT").json()

    assert told["texts"]["toPerson"] == "Mit einem Menschen schreiben"
    assert [one["title"] for one in told["often"]] == ["Rücksendung"]
    assert told["notices"] == [{"level": "info", "title": "Poststreik", "body": "", "article": "post"}]
    assert told["parts"] == {"assistant": True, "people": True, "form": ""}


@pytest.mark.parametrize("language", ["de", "lv"])
def test_every_word_of_the_widget_is_translated(client, chat: Inbox, language: str):
    english = read(client, chat, "welcome/", language="en").json()["texts"]

    told = read(client, chat, "welcome/", language=language).json()["texts"]

    same = {name for name in english if told[name] == english[name]}
    assert same <= {"statePerson", "person"}


def test_flows_are_offered_where_they_belong_and_while_there_is_an_assistant(client, chat: Inbox):
    flow = Flow(inbox=chat, titles={"en": "Find glasses", "de": "Brille finden"}, pages=["/frames*"])
    flow.change(None, name="Sales", draft=[{"key": "a", "kind": "handover"}])
    address = "https://shop.example/frames/fjord"
    before = read(client, chat, "welcome/", address=address).json()["flows"]
    flow.publish(None)

    there = read(client, chat, "welcome/", address=address, language="de").json()["flows"]
    elsewhere = read(client, chat, "welcome/", address="https://shop.example/").json()["flows"]
    flow.change(None, audience="returning")
    for_others = read(client, chat, "welcome/", address=address).json()["flows"]

    assert there == [{"flow": flow.pk, "title": "Brille finden"}]
    assert (before, elsewhere, for_others) == ([], [], [])


def test_parts_can_be_switched_off(client, chat: Inbox):
    chat.change(None, options={"assistant": False, "people": False, "form_url": "https://shop.example/contact"})

    parts = read(client, chat, "welcome/").json()["parts"]

    assert parts == {"assistant": False, "people": False, "form": "https://shop.example/contact"}


def test_answers_come_while_she_types(client, chat: Inbox):
    publish("How do I return glasses?", "<p>Within thirty days.</p>")

    rows = read(client, chat, "answers/", q="return gla", language="en").json()["rows"]

    assert rows[0]["title"] == "How do I return glasses?"
    assert rows[0]["matched"]


def test_an_article_comes_clean_and_with_whole_addresses(client, chat: Inbox):
    publish("Other", public_id="other")
    body = (
        '<p onclick="x()">Hi<script>alert(1)</script> <a href="article:other">other</a><img src="/files/a/b.png"></p>'
    )
    publish("Returns", body, public_id="shop/returns")

    told = read(client, chat, "articles/shop/returns", language="en").json()

    assert "script" not in told["html"]
    assert "onclick" not in told["html"]
    assert 'src="http://testserver/files/a/b.png"' in told["html"]
    assert "/en/a/other" in told["html"]


def test_what_is_not_for_everybody_is_not_there(client, chat: Inbox):
    publish("Margins", visibility="internal", public_id="margins")

    assert read(client, chat, "articles/margins").status_code == 404
    assert read(client, chat, "answers/", q="Margins").json()["rows"] == []


def test_the_help_pages_show_the_chat_that_shall_stand_there(client, chat: Inbox):
    tag = f'data-inbox="{chat.key}"'
    before = client.get("/en/").content.decode()
    chat.change(None, options={"on_help_pages": True})
    cache.clear()

    assert tag not in before
    assert tag in client.get("/en/").content.decode()
