"""F7, T1, T2: who may open what. Every address and every socket is declared here; what is not declared fails.

The walk asks each address with every method as each kind of person. Who is not let in finds nothing, or is asked to
sign in; who is let in gets further with at least one method. Each request is undone.
"""

import re
from copy import copy
from itertools import product
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from helpwell.answers.models import Gap, Question, Synonym
from helpwell.asgi import requests, sockets
from helpwell.automation.models import Flow, Macro, SlaPolicy
from helpwell.base.models import WebPage
from helpwell.channels.chat.models import Invitation as ChatInvitation
from helpwell.conversations.attaching import attach
from helpwell.conversations.models import Attachment as ConversationFile
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.conversations.private_link import Way, make
from helpwell.conversations.search import search
from helpwell.knowledge.models import Attachment, Export, Import, Notice, Vote
from helpwell.outbox.models import Mail
from helpwell.people.models import BusinessHours, Invitation, Sender, Team, User
from tests.factories import InboxFactory, UserFactory, VisitorFactory, a_file, make_category, publish, write
from tests.test_visibility import addresses

pytestmark = pytest.mark.django_db

ANYBODY, STAFF, EDITORS, ADMINS = "anybody", "staff", "editors", "admins"
OF_IT = "those who see the conversation"  # an agent; the walk asks with one she sees, and with one she does not
FROM_OUR_PAGES = {"accept-language": "en", "sec-fetch-site": "same-origin", "origin": "http://testserver"}
# Addresses that find nothing without more than the walk gives.
NEEDS_MORE = {
    "desk/categories/<int:pk>/position/",
    "desk/gaps/<int:pk>/article/",
    "desk/conversations/<int:pk>/merger/",
    "desk/conversations/<int:pk>/messages/<int:message_pk>/contradiction/",
}
OF_HER = "those who see a conversation with the contact"  # walked in test_contacts.py
OWN = "whose it is"  # walked in tests of their own rooms
BY_LINK = "the customer with its private link"
BY_SESSION = "the customer in her own browser"  # proves itself with each frame, not by the address

ONE = "desk/articles/<int:pk>/<language:language>/"
IT = "desk/conversations/<int:pk>/"
MINE = "<language:language>/conversations/<str:token>/"
DOORS = {
    ANYBODY: """
        brand.css files/site/<str:name> healthz readyz robots.txt sitemap.xml sitemap-<int:number>.xml
        files/<uuid:public_id>/<str:name> / <language:language>/ <language:language>/feed.xml
        <language:language>/search/
        <language:language>/search/rows/ <language:language>/questions/ <language:language>/categories/<str:slug>/
        <language:language>/articles/
        <language:language>/articles/<str:slug>/ <language:language>/articles/<str:slug>/votes/
        <language:language>/contact/ <language:language>/contact/answers/ <language:language>/contact/questions/
        <language:language>/a/<path:public_id> embed/contact/ embed/contact.js
        chat/widget.js chat/<slug:key>/welcome/ chat/<slug:key>/answers/ chat/<slug:key>/questions/
        chat/<slug:key>/invitations/ chat/<slug:key>/invitations/<int:pk>/
        chat/<slug:key>/articles/<path:public_id>
    """,
    BY_LINK: f"{MINE} {MINE}messages/ {MINE}rating/ {MINE}fresh/ {MINE}files/<uuid:public_id>/ "
    "<language:language>/contact/sent/<str:token>/ chat/files/<str:token>",
    BY_SESSION: "chat/<slug:key>/frames/",
    OF_IT: f"{IT} {IT}news/ {IT}files/<uuid:public_id>/ {IT}replies/ {IT}notes/ {IT}draft/ {IT}resolution/ {IT}sleep/ "
    f"{IT}messages/<int:message_pk>/approval/ {IT}messages/<int:message_pk>/delivery/ {IT}spam/ {IT}sensitivity/ "
    f"{IT}messages/<int:message_pk>/contradiction/ {IT}assistance/ {IT}answers/ {IT}suggestions/ "
    f"{IT}merger/ {IT}hands/ {IT}topic/ {IT}tags/ {IT}priority/ {IT}links/ {IT}macros/<int:macro_pk>/",
    STAFF: f"desk/conversations/ desk/conversations/rows/ desk/conversations/search/ desk/conversations/news/ "
    "desk/conversations/selection/ desk/conversations/selection/former/ desk/availability/ desk/palette/ "
    "desk/news/ desk/news/<int:pk>/ desk/training/ desk/training/<int:pk>/<language:language>/ "
    "desk/macros/ desk/macros/new/ desk/conversations/filters/ desk/conversations/views/ desk/conversations/views/new/ "
    "desk/macros/<int:pk>/runs/ "
    f"desk/ desk/account/ desk/account/sessions/ desk/articles/ {ONE}preview/",
    EDITORS: f"""
        desk/reviews/ desk/reviews/articles/ desk/reviews/articles/<int:pk>/confirmation/
        desk/reviews/<int:pk>/settlement/ desk/reviews/<int:pk>/assignee/
        desk/gaps/ desk/gaps/searches/ desk/gaps/searches/gap/ desk/gaps/<int:pk>/ desk/gaps/<int:pk>/answer/
        desk/gaps/<int:pk>/article/ desk/gaps/<int:pk>/synonym/ desk/gaps/<int:pk>/settlement/
        desk/learned/ desk/learned/<int:pk>/verdict/
        desk/synonyms/ desk/synonyms/<int:pk>/ desk/synonyms/<int:pk>/status/
        desk/macros/<int:pk>/ desk/macros/<int:pk>/presence/
        desk/notices/ desk/notices/new/ desk/notices/<int:pk>/ desk/notices/<int:pk>/end/
        desk/articles/selection/ desk/articles/selection/former/ desk/articles/<int:pk>/ {ONE}
        {ONE}draft/ {ONE}conflict/ {ONE}publication/ {ONE}schedule/ {ONE}archive/ {ONE}revisions/
        {ONE}revisions/<int:number>/ {ONE}revisions/<int:number>/restoration/ {ONE}translation/ {ONE}catching-up/
        {ONE}settings/ {ONE}phrasings/ {ONE}standing/ {ONE}review/ {ONE}related/<int:article_id>/ {ONE}trial/
        {ONE}links/ {ONE}files/ {ONE}files/listed/ {ONE}files/<uuid:public_id>/
        desk/moving/ desk/moving/imports/<int:pk>/ desk/moving/imports/<int:pk>/left-out/
        desk/categories/ desk/categories/<int:pk>/ desk/categories/<int:pk>/position/ desk/categories/<int:pk>/deletion/
    """,
    OF_HER: "desk/contacts/<int:pk>/ desk/contacts/<int:pk>/candidates/ desk/contacts/<int:pk>/merger/ "
    "desk/contacts/<int:pk>/separation/",
    OWN: "desk/macros/runs/<int:run_pk>/ desk/conversations/views/<int:view_pk>/ "
    "desk/conversations/views/<int:view_pk>/place/ desk/conversations/views/<int:view_pk>/presence/",
    ADMINS: f"""
        desk/first-steps/ desk/settings/ desk/settings/languages/ desk/settings/mail-test/ desk/settings/<slug:part>/
        desk/people/ desk/people/invitations/ desk/people/invitations/<int:pk>/withdrawal/ desk/people/<int:pk>/role/
        desk/people/<int:pk>/access/ desk/hours/ desk/hours/new/ desk/hours/regions/ desk/hours/<int:pk>/
        desk/hours/<int:pk>/deletion/ desk/mails/ desk/mails/<int:pk>/retry/ {ONE}deletion/
        desk/moving/export/ desk/moving/export/<int:pk>/
        desk/website/ desk/website/<int:pk>/look/ desk/website/<int:pk>/deletion/
        desk/teams/ desk/teams/new/ desk/teams/<int:pk>/ desk/teams/<int:pk>/deletion/
        desk/flows/ desk/flows/<int:pk>/ desk/flows/<int:pk>/publication/ desk/flows/<int:pk>/deletion/
        desk/flows/<int:pk>/preview/
        desk/targets/ desk/targets/new/ desk/targets/<int:pk>/ desk/targets/<int:pk>/deletion/
        desk/inboxes/ desk/inboxes/new/ desk/inboxes/<int:pk>/ desk/inboxes/<int:pk>/options/
        desk/inboxes/<int:pk>/chat/ desk/inboxes/<int:pk>/invitations/ desk/inboxes/<int:pk>/secret/
    """,
}
SOCKETS = {
    "chat/<slug:key>/live/": BY_SESSION, "conversations/<str:token>/live/": BY_LINK, "desk/live/": STAFF,
}  # walked in test_authorization_of_sockets.py  # fmt: skip
HELD = {"chat/<slug:key>/held/": BY_SESSION}  # requests that wait for news
DECLARED = {
    route.strip("/") if route == "/" else route: door for door, routes in DOORS.items() for route in routes.split()
}
FOREIGN = ("accounts/",)  # allauth's own, tested there
OF_CONVERSATIONS = DOORS[OF_IT].split()
LET_IN = {
    ANYBODY: {None, *User.Role.values},
    STAFF: set(User.STAFF),
    EDITORS: set(User.EDITORS),
    ADMINS: {User.Role.ADMIN},
}


def routes() -> set[str]:
    """Every address of a page or a part of one."""
    return {address.route for address in addresses() if not address.route.startswith(FOREIGN)}


def test_every_address_and_socket_is_declared_once() -> None:
    listed = [route for routes in DOORS.values() for route in routes.split()]

    assert {str(one.pattern) for one in sockets.routes} - {""} == set(SOCKETS)
    assert {str(one.pattern) for one in requests.routes} - {""} == set(HELD)
    assert routes() == set(DECLARED), "Declare new addresses in DOORS, and take out those that are gone."
    assert len(listed) == len(set(listed))


@pytest.fixture
def world(admin: User) -> dict[str, Any]:
    """Something behind every door: the value of each parameter, by the address it belongs to."""
    category = make_category("Everyday")
    shown = publish("The lighthouse", category=category)
    other = publish("The harbour", category=category)
    file = Attachment.objects.create(
        article=shown.article, file=ContentFile(b"x", "a.pdf"), name="a.pdf", size=1, sha256="",
        content_type="application/pdf",
    )  # fmt: skip
    message = write(files=(a_file(),))
    conversation, address = message.conversation, message.contact.addresses.get()
    link = make(conversation, address, Way.MAIL)
    logo = default_storage.save("site/lighthouse.png", ContentFile(b"x"))
    learned = Question.objects.create(text="a", language="en", opened=shown, outcome="confirmed")
    export = Export.objects.create(state="done", finished_at=timezone.now(), file=ContentFile(b"x", "a.zip"))
    invitation = ChatInvitation.objects.create(name="a", inbox=InboxFactory(channel=Inbox.Channel.CHAT))
    return {
        "desk/reviews/articles/<int:pk>": {"pk": shown.article.pk},
        "desk/reviews/<int:pk>": {
            "pk": Vote.objects.create(translation=shown, visitor=VisitorFactory(), helpful=False, comment="No").pk
        },
        "desk/gaps/": {"pk": Gap.objects.create(text="a", language="en", key="a").pk},
        "desk/synonyms/": {"pk": Synonym.objects.create(language="en", word="a", meaning="b").pk},
        "desk/notices/": {"pk": Notice.objects.create(audience=Notice.Audience.STAFF).pk},
        "desk/people/invitations/": {"pk": Invitation.invite("new@example.com", "agent", by=admin)[0].pk},
        "desk/people/": {"pk": UserFactory(role=User.Role.AGENT).pk},
        "desk/hours/": {"pk": BusinessHours.objects.create(name="a", time_zone="Europe/Riga").pk},
        "desk/website/": {"pk": WebPage.objects.create(address="http://127.0.0.1/").pk},  # looked at in vain
        "desk/teams/": {"pk": Team.objects.create(name="Workshop").pk},
        "desk/flows/": {"pk": Flow.objects.create(name="a", inbox=InboxFactory(channel=Inbox.Channel.CHAT)).pk},
        "desk/targets/": {"pk": SlaPolicy.objects.create(name="a", first_reply=60).pk},
        "desk/training/": {
            "pk": publish("The foghorn", kind="tutorial", visibility="internal").article_id,
            "language": "en",
        },
        "desk/news/": {"pk": Notice.objects.create(audience=Notice.Audience.STAFF).pk},
        "desk/macros/": {"pk": Macro.objects.create(name="a", steps=[{"kind": "resolve"}]).pk},
        "desk/inboxes/": {"pk": InboxFactory(channel=Inbox.Channel.CHAT).pk},
        "desk/inboxes/<int:pk>/options/": {"pk": InboxFactory().pk},
        "desk/mails/": {"pk": Mail.objects.create(to=["a@example.com"], message_id="a", status="failed").pk},
        "desk/settings/": {"part": "look"},
        "desk/moving/imports/": {"pk": Import.objects.create(name="a.csv", by=admin).pk},
        "desk/moving/export/": {"pk": export.pk},
        "desk/categories/": {"pk": category.pk},
        "desk/articles/": {
            "pk": shown.article.pk, "language": "en", "number": 1, "public_id": file.public_id,
            "article_id": other.article.pk,
        },
                "files/site/": {"name": logo.rpartition("/")[2]},
        "files/": {"public_id": file.public_id, "name": "a.pdf"},
        "sitemap": {"number": 1},
        "chat/files/": {"token": "none"},
        "chat/<slug:key>/invitations/": {"key": invitation.inbox.key, "pk": invitation.pk},
        "chat/": {"key": InboxFactory(channel=Inbox.Channel.CHAT).key, "public_id": shown.article.public_id},
        "desk/learned/": {"pk": learned.pk},
        "<language:language>/articles/": {"language": "en", "slug": shown.slug},
        "<language:language>/categories/": {"language": "en", "slug": "everyday"},
        "<language:language>/a/": {"language": "en", "public_id": shown.article.public_id},
        "<language:language>/": {"language": "en", "token": link, "public_id": message.files.get().public_id},
    }  # fmt: skip


def path_of(route: str, world: dict[str, Any]) -> str:
    """The address with the values of the longest beginning that fits."""
    beginning = max((one for one in world if route.startswith(one)), key=len, default="")
    for name, value in world.get(beginning, {}).items():
        for kind in ("int", "str", "slug", "uuid", "path", "language"):
            route = route.replace(f"<{kind}:{name}>", str(value))
    assert "<" not in route, f"The walk has no value for /{route}"
    return f"/{route}"


def asked(client: Client, method: str, path: str) -> HttpResponse:
    """What comes back; whatever it did is undone."""
    session = copy(client.cookies)
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(path, headers=FROM_OUR_PAGES)
        transaction.set_rollback(True)
    client.cookies = session
    assert response.status_code < 500, f"{method} {path}"
    return response


def is_let_in(client: Client, path: str) -> bool:
    """Whether one of the methods leads further than "not found" or the sign-in."""
    answers = [asked(client, method, path) for method in ("get", "post", "delete")]
    return any(
        answer.status_code not in {404, 405} and "/accounts/login/" not in answer.headers.get("Location", "")
        for answer in answers
    )


@pytest.mark.parametrize("role", [None, *User.Role.values])
def test_everybody_is_let_in_where_declared_and_nowhere_else(world: dict[str, Any], role: str | None) -> None:
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(UserFactory(role=role))

    wrong = [
        route
        for route, door in DECLARED.items()
        if door in LET_IN
        and is_let_in(client, path_of(route, world)) != (role in LET_IN[door] and route not in NEEDS_MORE)
    ]

    assert wrong == []


def customer_paths(link: str, file: ConversationFile) -> list[str]:
    """Every address that a private link opens."""
    values = {"<language:language>/": {"language": "en", "token": link, "public_id": file.public_id}}
    return [path_of(route, values) for route in DECLARED if route.startswith(MINE)]


def link_of(message: Message, way: Way = Way.MAIL) -> str:
    return make(message.conversation, message.conversation.contact.addresses.get(), way)


def test_a_private_link_opens_its_own_conversation_and_no_other(client: Client) -> None:
    mine, hers = (write(name, sender=Sender(email=f"{name}@example.com"), files=(a_file(),)) for name in ("ana", "eva"))
    foreign_file = client.get(f"/en/conversations/{link_of(mine)}/files/{hers.files.get().public_id}/")
    own_file = client.get(f"/en/conversations/{link_of(mine)}/files/{mine.files.get().public_id}/")

    assert (own_file.status_code, foreign_file.status_code) == (200, 404)
    assert "eva" not in client.get(f"/en/conversations/{link_of(mine)}/").content.decode()


@pytest.mark.parametrize("damage", ["", "x", None])
def test_a_private_link_that_is_not_ours_opens_nothing(client: Client, damage: str | None) -> None:
    message = write(files=(a_file(),))
    good = link_of(message)
    forged = f"{good[:-4]}AAAA" if damage is None else (damage or good.split(":")[0])

    for path in customer_paths(forged, message.files.get()):
        answers = [asked(client, method, path) for method in ("get", "post", "delete")]
        assert {answer.status_code for answer in answers} <= {200, 302, 404, 405}, path
        assert not any(message.text.encode() in answer.content for answer in answers), path
        assert "fresh" in path or not is_let_in(client, path), path


def test_a_private_link_that_was_taken_back_opens_nothing(client: Client) -> None:
    message = write(files=(a_file(),))
    link = link_of(message)
    Conversation.objects.filter(pk=message.conversation_id).update(link_key="another")

    assert not any(is_let_in(client, path) for path in customer_paths(link, message.files.get()) if "fresh" not in path)


def test_nothing_among_colleagues_is_behind_a_private_link(client: Client, agent: User, trainee: User) -> None:
    message = write()
    conversation = message.conversation
    note = conversation.note("A quokka among us", by=agent)
    waiting = conversation.reply("A quokka in training", by=trainee)
    conversation.keep_draft("A quokka in my head", by=agent)
    conversation.tag("quokka", by=agent)
    hidden = [attach(one, a_file("quokka.txt")) for one in (note, waiting)]

    for way in Way:
        for file in hidden:
            for path in customer_paths(link_of(message, way), file):
                answers = [asked(client, method, path) for method in ("get", "post")]
                assert not any(b"quokka" in answer.content for answer in answers if not answer.streaming), path
                assert "/files/" not in path or {404, 405} >= {answer.status_code for answer in answers}, path


def with_everything() -> Conversation:
    """A conversation with a file, and a trainee's reply that waits."""
    conversation = write("quokka", files=(a_file(),)).conversation
    conversation.reply("Hello", by=UserFactory(role=User.Role.TRAINEE))
    return conversation


def hidden() -> list[Conversation]:
    """One of a private team, and one that is sensitive and an admin's."""
    private, sensitive = with_everything(), with_everything()
    private.assign(None, by=None, team=Team.objects.create(name="Billing", is_private=True))
    sensitive.mark_sensitive(True, by=UserFactory(role=User.Role.ADMIN))
    return [private, sensitive]


def desk_path(route: str, of: Conversation, parts_of: Conversation | None = None) -> str:
    """The address of a conversation, with messages and files of this or another one."""
    messages = (parts_of or of).messages
    file = messages.get(kind=Message.Kind.FROM_CONTACT).files.get()
    waiting = messages.awaiting_approval().get()
    macro, _new = Macro.objects.get_or_create(name="a", steps=[{"kind": "resolve"}])
    values = {"pk": of.pk, "public_id": file.public_id, "message_pk": waiting.pk, "macro_pk": macro.pk}
    return path_of(route, {"desk/": values})


def test_a_conversation_she_may_not_see_is_not_there_on_any_path(client: Client, agent: User, admin: User) -> None:
    """Opened, changed, its files, found: one policy for all of them."""
    seen = with_everything()
    member = UserFactory(role=User.Role.MEMBER)
    for conversation, user in product([*hidden(), seen], [agent, admin, member, None]):
        client.force_login(user) if user else client.logout()
        may = user == admin or (user == agent and conversation == seen)
        for route in OF_CONVERSATIONS:
            expected = may and route not in NEEDS_MORE
            assert is_let_in(client, desk_path(route, conversation)) == expected, (user, route)
        found = search(f"#{conversation.pk}", user) if user else []
        assert (conversation in [hit.conversation for hit in found]) == may


def test_parts_of_another_conversation_are_not_behind_ones_own(client: Client, agent: User) -> None:
    client.force_login(agent)
    seen = with_everything()
    parts = [route for route in OF_CONVERSATIONS if "public_id" in route or "message_pk" in route]

    assert len(parts) == 4
    for other, route in product([*hidden(), with_everything()], parts):
        assert not is_let_in(client, desk_path(route, seen, parts_of=other)), route


def test_nothing_is_merged_that_she_may_not_see(client: Client, agent: User) -> None:
    client.force_login(agent)
    seen = with_everything()

    for other in hidden():
        other.contact.become(seen.contact)
        answer = client.post(desk_path(f"{IT}merger/", seen), {"other": other.pk}, headers=FROM_OUR_PAGES)
        other.refresh_from_db()
        assert (answer.status_code, other.merged_into) == (404, None)


def test_a_browser_can_send_every_form_of_the_desk(client: Client, admin: User, world: dict[str, Any]) -> None:
    """One without its token is refused: an inbox could not be given questions for a while."""
    client.force_login(admin)
    world |= {"desk/conversations/": {"pk": write().conversation.pk}, "desk/contacts/": {"pk": write().contact.pk}}
    routes = [route for route in DECLARED if route.startswith("desk/") and not NAMES_MORE.search(route)]
    paths = [*(path_of(route, world) for route in routes), f"/desk/inboxes/{InboxFactory().pk}/"]

    forms = [(path, form) for path in paths for form in forms_posted(asked(client, "get", path))]

    assert len(forms) > 60
    assert [path for path, form in forms if "csrfmiddlewaretoken" not in form] == []


# Parts of a conversation or a macro that are sent to, never shown by themselves.
NAMES_MORE = re.compile(r"_pk>|conversations/.*public_id>")


def forms_posted(page: HttpResponse) -> list[str]:
    """Those that a browser sends itself; what htmx sends brings its token as a header."""
    text = b"" if page.streaming else page.content
    found = re.findall(r"<form\b.*?</form>", text.decode(errors="replace"), re.DOTALL)
    return [form for form in found if 'method="post"' in form]
