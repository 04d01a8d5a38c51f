"""By when we want to answer, in open time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from helpwell.automation.due import begin_anew, set_due
from helpwell.automation.models import SlaPolicy
from helpwell.conversations.models import Conversation
from helpwell.people.models import BusinessHours, User
from tests.factories import ConversationFactory, InboxFactory, write

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=BERLIN)


@pytest.fixture
def policy() -> SlaPolicy:
    """Four open hours for the first reply, eight for others, forty to resolve."""
    return SlaPolicy.objects.create(name="Usual", first_reply=240, next_reply=480, resolution=2400)


@pytest.fixture
def office() -> BusinessHours:
    return BusinessHours.objects.create(name="Office", time_zone="Europe/Berlin")


def dated(conversation: Conversation) -> Conversation:
    """As the sweep leaves it."""
    set_due()
    conversation.refresh_from_db()
    return conversation


def test_a_reply_is_due_so_many_open_hours_after_she_wrote(policy: SlaPolicy, office: BusinessHours) -> None:
    conversation = dated(ConversationFactory(waiting_since=FRIDAY, created_at=FRIDAY))

    assert conversation.reply_due_at == datetime(2026, 11, 23, 12, tzinfo=BERLIN)
    assert conversation.resolution_due_at == datetime(2026, 11, 27, 16, tzinfo=BERLIN)
    assert conversation.due_at == conversation.reply_due_at


def test_later_replies_have_a_target_of_their_own(policy: SlaPolicy, office: BusinessHours) -> None:
    conversation = dated(ConversationFactory(waiting_since=FRIDAY, first_replied_at=FRIDAY - timedelta(days=1)))

    assert conversation.reply_due_at == datetime(2026, 11, 23, 16, tzinfo=BERLIN)


def test_without_hours_it_is_counted_by_the_clock(policy: SlaPolicy) -> None:
    assert dated(ConversationFactory(waiting_since=FRIDAY)).reply_due_at == FRIDAY + timedelta(hours=4)


def test_who_never_opens_owes_it_by_the_clock(policy: SlaPolicy) -> None:
    BusinessHours.objects.create(name="Never", time_zone="UTC", week=[[]] * 7)

    assert dated(ConversationFactory(waiting_since=FRIDAY)).reply_due_at == FRIDAY + timedelta(hours=4)


def test_an_answer_settles_what_was_due_and_her_next_word_begins_anew(policy: SlaPolicy, agent: User) -> None:
    conversation = dated(write().conversation)
    was = conversation.reply_due_at

    conversation.reply("Please send us a photo.", by=agent)
    answered = dated(conversation).reply_due_at
    write("Here it is", reply_proof=conversation)

    assert (was is not None, answered) == (True, None)
    assert dated(conversation).reply_due_at == conversation.waiting_since + timedelta(hours=8)


def test_the_policy_that_fits_most_closely_counts(policy: SlaPolicy) -> None:
    inbox = InboxFactory()
    SlaPolicy.objects.create(name="Here", inbox=inbox, first_reply=60)
    SlaPolicy.objects.create(name="Urgent", only_urgent=True, first_reply=30)
    urgent = ConversationFactory(waiting_since=FRIDAY, priority=Conversation.Priority.URGENT)
    here, elsewhere = ConversationFactory(waiting_since=FRIDAY, inbox=inbox), ConversationFactory(waiting_since=FRIDAY)
    set_due()

    due = [dated(one).reply_due_at - FRIDAY for one in (urgent, here, elsewhere)]

    assert due == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=4)]


def test_what_becomes_urgent_is_due_sooner(policy: SlaPolicy, agent: User) -> None:
    SlaPolicy.objects.create(name="Urgent", only_urgent=True, first_reply=30)
    conversation = dated(ConversationFactory(waiting_since=FRIDAY))

    conversation.prioritise(Conversation.Priority.URGENT, by=agent)

    assert dated(conversation).reply_due_at == FRIDAY + timedelta(minutes=30)


def test_what_is_late_is_found_until_it_is_done(policy: SlaPolicy, agent: User) -> None:
    late = dated(ConversationFactory(waiting_since=timezone.now() - timedelta(hours=5)))
    found = Conversation.objects.overdue(timezone.now()).contains(late)

    late.reply("Sorry for the wait.", by=agent)

    assert found
    assert not Conversation.objects.overdue(timezone.now()).contains(late)


def test_nothing_is_owed_while_it_sleeps_or_is_resolved(policy: SlaPolicy, agent: User) -> None:
    conversation = dated(ConversationFactory(waiting_since=timezone.now() - timedelta(days=9)))
    was = conversation.is_overdue

    conversation.resolve(by=agent)

    assert was
    assert conversation.due_at is None


def test_other_targets_date_anew_what_is_open(policy: SlaPolicy) -> None:
    conversation = dated(ConversationFactory(waiting_since=FRIDAY))

    policy.change(by=None, first_reply=60)
    begin_anew()

    assert dated(conversation).reply_due_at == FRIDAY + timedelta(hours=1)


def test_the_sweep_dates_each_once(policy: SlaPolicy) -> None:
    ConversationFactory(waiting_since=FRIDAY)

    assert (set_due(), set_due()) == (2, 0)
