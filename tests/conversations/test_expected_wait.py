"""When an answer can be expected: from what the last customers really waited."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from helpwell.conversations.expected_wait import ENOUGH, NEWEST, expected_wait
from helpwell.conversations.models import Conversation, Inbox
from helpwell.conversations.promising import in_words, moment_told
from helpwell.people.business_time import add
from helpwell.people.models import BusinessHours
from tests.factories import ConversationFactory, InboxFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=BERLIN)
EVENING = datetime(2026, 11, 23, 20, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


@pytest.fixture
def inbox() -> Inbox:
    return InboxFactory()


@pytest.fixture
def office() -> BusinessHours:
    """Monday to Friday, nine to five, in Berlin."""
    return BusinessHours.objects.create(name="Office", time_zone="Europe/Berlin")


def answered_after(inbox: Inbox, *waits: timedelta, until: datetime = MONDAY) -> None:
    """Customers who wrote on the Friday before at nine, and waited so long."""
    friday = until.replace(hour=9) - timedelta(days=3)
    for wait in waits:
        ConversationFactory(inbox=inbox, created_at=friday, first_replied_at=friday + wait)


def test_of_few_nothing_is_told(inbox: Inbox) -> None:
    answered_after(inbox, *[HOUR] * (ENOUGH - 1))

    assert in_words(expected_wait(inbox, MONDAY)) == ""


def test_four_of_five_have_their_answer_by_the_time_that_is_told(inbox: Inbox, office: BusinessHours) -> None:
    answered_after(inbox, *[HOUR] * 7, 2 * HOUR, 7 * HOUR, 7 * HOUR)

    assert expected_wait(inbox, MONDAY).by == MONDAY + 2 * HOUR


def test_a_night_and_a_weekend_count_for_nothing(inbox: Inbox, office: BusinessHours) -> None:
    answered_after(inbox, *[timedelta(days=3, hours=1)] * ENOUGH)  # from Friday at nine until Monday at ten

    assert expected_wait(inbox, MONDAY).by == datetime(2026, 11, 24, 11, tzinfo=BERLIN)  # eight hours and one


def test_without_hours_waiting_is_counted_by_the_clock(inbox: Inbox) -> None:
    answered_after(inbox, *[6 * HOUR] * ENOUGH)

    wait = expected_wait(inbox, EVENING)

    assert wait.is_open
    assert wait.by == EVENING + 6 * HOUR


def test_who_still_waits_longer_than_most_is_not_left_out(inbox: Inbox) -> None:
    answered_after(inbox, *[HOUR] * ENOUGH)
    friday = MONDAY - timedelta(days=3)
    ConversationFactory.create_batch(3, inbox=inbox, created_at=friday, waiting_since=friday)
    ConversationFactory.create_batch(9, inbox=inbox, created_at=MONDAY, waiting_since=MONDAY)

    assert expected_wait(inbox, MONDAY).by == MONDAY + timedelta(days=3)


def test_spam_the_bots_and_what_is_long_past_tell_nothing(inbox: Inbox) -> None:
    answered_after(inbox, *[HOUR] * 3)
    answered_after(inbox, *[HOUR] * 3, until=MONDAY - timedelta(days=70))
    for status in (Conversation.Status.SPAM, Conversation.Status.WITH_BOT):
        ConversationFactory.create_batch(3, inbox=inbox, status=status, first_replied_at=MONDAY, created_at=MONDAY)

    assert expected_wait(inbox, MONDAY).by is None


def test_an_inbox_may_keep_hours_of_its_own(inbox: Inbox, office: BusinessHours) -> None:
    evenings = BusinessHours.objects.create(name="Evenings", time_zone="Europe/Berlin", week=[[[18 * 60, 24 * 60]]] * 7)
    inbox.change(by=None, hours=evenings)

    assert not expected_wait(inbox, MONDAY).is_open
    assert expected_wait(inbox, EVENING).is_open


SENTENCES = [
    ("en", MONDAY, 20, "We usually answer within 20 minutes."),
    ("de", MONDAY, 20, "Wir antworten meist innerhalb von 20 Minuten."),
    ("lv", MONDAY, 20, "Parasti atbildam 20 minūšu laikā."),
    ("en", MONDAY, 130, "We usually answer today by about 12:30."),
    ("de", MONDAY, 130, "Wir antworten meist heute bis etwa 12:30 Uhr."),
    ("lv", MONDAY, 130, "Parasti atbildam šodien līdz apmēram plkst. 12:30."),
    ("de", MONDAY, 460, "Wir antworten meist morgen bis etwa 10:00 Uhr."),
    (
        "de", EVENING, 60,
        "Gerade ist niemand da; wir sind morgen um 9:00 Uhr wieder da. Wir antworten meist morgen bis etwa 10:00 Uhr.",
    ),
    (
        "lv", EVENING, 60,
        "Pašlaik neviena nav; atgriezīsimies rīt plkst. 9:00. Parasti atbildam rīt līdz apmēram plkst. 10:00.",
    ),
    ("de", MONDAY, 5 * 480, "Wir antworten meist am 30.11.2026 bis etwa 10:00 Uhr."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "at", "minutes", "sentence"), SENTENCES)
def test_it_is_said_in_the_customers_language(
    inbox: Inbox, office: BusinessHours, language: str, at: datetime, minutes: int, sentence: str
) -> None:
    begun = MONDAY - timedelta(days=14)
    replied = add(office.schedule, begun, timedelta(minutes=minutes))
    ConversationFactory.create_batch(ENOUGH, inbox=inbox, created_at=begun, first_replied_at=replied)

    with translation.override(language):
        assert in_words(expected_wait(inbox, at)) == sentence


def test_without_figures_the_hours_are_told(inbox: Inbox, office: BusinessHours) -> None:
    assert in_words(expected_wait(inbox, MONDAY)) == "We are here today until 17:00."
    assert in_words(expected_wait(inbox, EVENING)) == "Nobody is here right now; we are back tomorrow at 9:00."


def test_who_never_opens_says_only_that_nobody_is_there(inbox: Inbox) -> None:
    BusinessHours.objects.create(name="Closed for ever", time_zone="UTC", week=[[]] * 7)

    assert in_words(expected_wait(inbox, MONDAY)) == "Nobody is here at the moment."


def test_it_is_told_in_the_customers_time(inbox: Inbox, office: BusinessHours) -> None:
    sentence = in_words(expected_wait(inbox, EVENING), ZoneInfo("Pacific/Auckland"))  # there it is Tuesday already

    assert sentence == "Nobody is here right now; we are back today at 21:00."


def test_a_page_that_says_it_again_asks_once(
    inbox: Inbox, office: BusinessHours, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = Template("{% load conversations %}{% expected_wait inbox %}")
    answered_after(inbox, *[HOUR] * NEWEST, until=datetime.now(BERLIN))
    said = page.render(Context({"inbox": inbox}))

    with django_assert_num_queries(1):  # the usual hours
        assert page.render(Context({"inbox": inbox})) == said


def test_the_last_time_that_is_told_is_told_by_her_clock_too(inbox: Inbox, office: BusinessHours) -> None:
    evening, morning = expected_wait(inbox, EVENING), expected_wait(inbox, MONDAY)
    answered_after(inbox, *[3 * HOUR] * ENOUGH)
    cache.clear()
    known = expected_wait(inbox, MONDAY)

    assert moment_told(evening) == datetime(2026, 11, 24, 9, tzinfo=BERLIN)
    assert moment_told(morning) == datetime(2026, 11, 23, 17, tzinfo=BERLIN)
    assert moment_told(known) == MONDAY + 3 * HOUR


def test_minutes_need_no_clock(inbox: Inbox, office: BusinessHours) -> None:
    answered_after(inbox, *[HOUR / 4] * ENOUGH)

    assert moment_told(expected_wait(inbox, MONDAY)) is None
