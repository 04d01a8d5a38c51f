"""N08: walks every address there is, as each kind of person, and finds no word that is not for her.

The walk reads the address map itself, so a new page is covered the day it is added. An address with a parameter the
walk does not know makes it fail: teach it the values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from helpwell.answers.models import Gap, Question, Standing, Synonym
from helpwell.conversations.models import Inbox
from helpwell.knowledge.models import Article, Attachment, Category, Draft, Notice, NoticeText, Phrasing, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import User
from tests.factories import UserFactory, make_category, publish

pytestmark = pytest.mark.django_db

ASK = "zebrafish"  # stands in every hidden text, so that asking for it would lead there
HIDDEN = "quokka"  # stands beside it and must never come back
PUBLIC = "lighthouse"  # stands in the public article, to prove that the walk sees pages at all
STAFF_ONLY = ("desk/",)
FOREIGN = ("accounts/", "static/")  # sign-in pages are allauth's and show nothing of ours


@dataclass(frozen=True)
class Address:
    """One pattern of the address map."""

    route: str
    parameters: dict[str, Any]


def addresses(
    resolver: URLResolver | None = None, prefix: str = "", known: dict[str, Any] | None = None
) -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        parameters = {**(known or {}), **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route, parameters)
        elif isinstance(entry, URLPattern):
            yield Address(route, parameters)


def filled(address: Address, values: dict[str, list[str]]) -> Iterator[str]:
    """The address with every value for every parameter; what belongs to something else (`run_pk`) is its first."""
    values = {**{name: ["1"] for name in address.parameters if name.endswith("_pk")}, **values}
    unknown = set(address.parameters) - set(values)
    assert not unknown, f"The walk does not know {unknown} of /{address.route}: add values to `world`."
    names = list(address.parameters)
    for chosen in product(*(values[name] for name in names)):
        path = address.route
        for name, value in zip(names, chosen, strict=True):
            for pattern in (f"<{type_}:{name}>" for type_ in _converters()):
                path = path.replace(pattern, value)
            path = path.replace(f"<{name}>", value)
        yield "/" + path


def _converters() -> list[str]:
    from django.urls.converters import get_converters

    return list(get_converters())


@pytest.fixture
def world() -> dict[str, list[str]]:
    """A house with something hidden in every corner; the values that the addresses take."""
    team = Content(f"{ASK} {HIDDEN} rules", f"{ASK} {HIDDEN}", f"<p>{ASK} {HIDDEN}</p>")
    category = make_category("Everyday")
    hidden_category = make_category(f"{HIDDEN} {ASK} topics")
    shown = publish(f"The {PUBLIC}", f"<p>About the {PUBLIC}.</p>", category=category)
    internal = publish(team.title, team.body, summary=team.summary, visibility="internal", category=hidden_category)
    publish(team.title, team.body, "de", team.summary, visibility="internal")
    members = publish(f"{team.title} for members", team.body, visibility="signed_in", category=category)
    Phrasing.add(internal, f"{ASK} {HIDDEN} question", by=None)
    shown.article.related.add(internal.article, members.article)
    Draft.keep(shown, team, by=None, version=0, base=1)
    shown.write(team, by=None)
    for status in ("archive", "unpublish"):
        getattr(publish(f"{team.title} {status}", team.body, category=category), status)(by=None)
    Attachment.objects.create(
        article=internal.article, file=ContentFile(b"x", f"{HIDDEN}.pdf"), name=f"{HIDDEN}.pdf", size=1, sha256="",
        content_type="application/pdf",
    )  # fmt: skip
    notice = Notice.objects.create(audience=Notice.Audience.STAFF)
    NoticeText.objects.create(notice=notice, language="en", title=f"{ASK} {HIDDEN}")
    Gap.objects.create(text=f"{ASK} {HIDDEN}", language="en", key=ASK)
    Synonym.objects.create(language="en", word=ASK, meaning=HIDDEN)
    question = Question.objects.create(text=f"{ASK} {HIDDEN}", language="en", opened=internal, outcome="confirmed")
    translations, articles = Translation.objects.all(), Article.objects.all()
    ids = [str(number) for number in range(1, 8)]
    return {
        "language": ["en", "de"],
        "slug": [*translations.values_list("slug", flat=True), "everyday", f"{HIDDEN}-{ASK}-topics"],
        "public_id": [
            *articles.values_list("public_id", flat=True),
            *(str(attachment.public_id) for attachment in Attachment.objects.all()),
            *Category.objects.values_list("public_id", flat=True),
        ],
        "name": [f"{HIDDEN}.pdf"],
        "pk": ids,
        "article_id": ids,
        "number": ["1", "2"],
        "question_id": [str(question.pk)],
        "part": ["look", "place"],
        "level": list(Standing.Level.values),
        "path": ["base/mark.svg"],
        "token": ["none"],
        "key": ["none", Inbox.objects.first_of(Inbox.Channel.CHAT).key],
    }


def bodies(client: Client, path: str) -> Iterator[tuple[str, str]]:
    """What comes back for the plain address, for the hidden question, and half of it typed."""
    for question in ({}, {"q": ASK}, {"q": ASK[:5]}, {"q": PUBLIC}):
        response = client.get(path, question, headers={"accept-language": "en"})
        assert response.status_code < 500, f"{path} {question}"
        parts = b"".join(response.streaming_content) if response.streaming else response.content
        yield f"{path} {question}", f"{response.headers} {parts.decode(errors='replace')}"


def pages_of(world: dict[str, list[str]], starting: tuple[str, ...] = ()) -> Iterator[str]:
    for address in addresses():
        if starting and not address.route.startswith(starting):
            continue
        if not starting and address.route.startswith((*STAFF_ONLY, *FOREIGN)):
            continue
        yield from filled(address, world)


@pytest.mark.parametrize("role", [None, User.Role.MEMBER])
def test_no_hidden_word_on_any_public_page(world: dict[str, list[str]], role: str | None):
    client = Client()
    if role:
        client.force_login(UserFactory(role=role))
        Translation.objects.filter(article__visibility="signed_in").delete()  # a member may read those

    seen = ""
    for path in pages_of(world):
        for asked, body in bodies(client, path):
            echoed = unquote(path)
            assert HIDDEN not in body.replace(echoed, "").replace(path, "").lower(), asked
            seen += body

    assert PUBLIC in seen, "The walk met no page with content"


@pytest.mark.parametrize("role", [None, User.Role.MEMBER])
def test_the_desk_is_closed_to_customers(world: dict[str, list[str]], role: str | None):
    client = Client()
    if role:
        client.force_login(UserFactory(role=role))

    for path in pages_of(world, STAFF_ONLY):
        response = client.get(path)

        assert response.status_code in {302, 404, 405}, path
        assert response.status_code != 302 or "/accounts/login/" in response["Location"], path


def test_a_member_reads_what_is_for_members(world: dict[str, list[str]]):
    client = Client()
    client.force_login(UserFactory(role=User.Role.MEMBER))
    members = Translation.objects.get(article__visibility="signed_in")

    page = client.get(f"/en/articles/{members.slug}/")

    assert page.status_code == 200
