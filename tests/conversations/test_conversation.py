"""What happens to a conversation, and what a customer may read of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpwell.conversations.card import Card, Choice
from helpwell.conversations.models import Conversation, Message, Rating
from helpwell.conversations.models.rating import Share
from helpwell.people.models import Event, Team, User
from tests.factories import ConversationFactory, UserFactory, a_file, write

Status = Conversation.Status
Delivery = Message.Delivery


def test_resolving_twice_records_it_once(agent: User) -> None:
    conversation = write().conversation

    conversation.resolve(by=agent)
    conversation.resolve(by=agent)

    assert [event.kind for event in Event.objects.about(conversation)] == ["conversation.resolved"]


def test_reopening_remembers_since_when_she_waits(agent: User) -> None:
    message = write()
    message.conversation.resolve(by=agent)

    message.conversation.reopen(by=agent)

    assert message.conversation.waiting_since == message.said_at


def test_a_reply_makes_it_her_turn_and_its_author_hold_it(agent: User) -> None:
    conversation = write().conversation

    reply = conversation.reply("Please send us a photo.", by=agent)

    assert (conversation.waiting_since, conversation.assignee) == (None, agent)
    assert (reply.number, reply.delivery) == (2, Delivery.PENDING)


def test_a_note_leaves_her_waiting_and_is_never_hers_to_read(agent: User) -> None:
    conversation = write().conversation

    note = conversation.note("Is she the one from Tuesday?", by=agent)

    assert conversation.waiting_since is not None
    assert note not in conversation.messages.for_customer()


def test_a_trainees_reply_is_nobodys_to_read_until_a_colleague_approves(agent: User, trainee: User) -> None:
    conversation = write().conversation
    reply = conversation.reply("Please send us a photo.", by=trainee)
    waits = list(conversation.messages.for_customer())

    reply.approve(by=agent)
    reply.approve(by=agent)

    assert reply not in waits
    assert list(conversation.messages.for_customer())[-1] == reply
    assert (reply.number, conversation.last_number, conversation.waiting_since) == (2, 2, None)


def test_a_trainees_reply_that_is_sent_back_is_her_draft_again(agent: User, trainee: User) -> None:
    conversation = write().conversation
    reply = conversation.reply("Send photo!", by=trainee)

    reply.send_back(by=agent)

    assert conversation.draft_of(trainee).text == "Send photo!"
    assert not Message.objects.awaiting_approval().exists()


def test_a_draft_is_kept_once_and_gone_when_sent(agent: User) -> None:
    conversation = write().conversation

    conversation.keep_draft("Dear", by=agent)
    conversation.keep_draft("Dear Laura", by=agent)
    kept = conversation.draft_of(agent).text
    conversation.reply("Dear Laura, hello", by=agent)

    assert kept == "Dear Laura"
    assert conversation.draft_of(agent) is None


def test_what_is_snoozed_wakes_when_its_time_has_come(agent: User) -> None:
    conversation = write().conversation
    conversation.snooze(timezone.now() + timedelta(hours=1), by=agent)

    assert not Conversation.objects.to_wake(timezone.now()).exists()
    assert conversation in Conversation.objects.to_wake(timezone.now() + timedelta(hours=2))


def test_a_customers_word_wakes_it_at_once(agent: User) -> None:
    conversation = write().conversation
    conversation.snooze(timezone.now() + timedelta(days=1), by=agent)

    write("Are you there?", reply_proof=conversation)

    conversation.refresh_from_db()
    assert (conversation.status, conversation.snoozed_until) == (Status.OPEN, None)


def test_who_writes_again_waits_since_the_first_time(db: None) -> None:
    first = write()

    write("Hello?", reply_proof=first.conversation)

    first.conversation.refresh_from_db()
    assert first.conversation.waiting_since == first.said_at


def test_a_private_teams_conversations_are_for_its_members(agent: User, admin: User) -> None:
    member = UserFactory(role=User.Role.AGENT)
    team = Team.objects.create(name="Billing", is_private=True)
    team.members.add(member)
    conversation = ConversationFactory(team=team)

    seen = [user for user in (agent, member, admin) if conversation in Conversation.objects.visible_to(user)]

    assert seen == [member, admin]


def test_a_sensitive_one_is_for_its_assignee_and_admins(agent: User, admin: User) -> None:
    colleague = UserFactory(role=User.Role.AGENT)
    conversation = ConversationFactory()

    conversation.mark_sensitive(True, by=agent)

    seen = [user for user in (agent, colleague, admin) if conversation in Conversation.objects.visible_to(user)]
    assert seen == [agent, admin]


def test_members_see_no_conversations(db: None) -> None:
    ConversationFactory()

    assert not Conversation.objects.visible_to(UserFactory(role=User.Role.MEMBER)).exists()


def test_merged_messages_are_read_in_one_line_and_part_again(agent: User) -> None:
    one, other = write("One").conversation, write("Other").conversation

    one.merge_into(other, by=agent)
    together = [message.text for message in other.whole_messages()]
    one.part(by=agent)

    assert together == ["One", "Other"]
    assert [message.text for message in other.whole_messages()] == ["Other"]


def test_what_was_merged_before_goes_along_and_comes_back_along(agent: User) -> None:
    one, other, third = (write(text).conversation for text in ("One", "Other", "Third"))
    one.merge_into(other, by=agent)

    other.merge_into(third, by=agent)
    together = [message.text for message in third.whole_messages()]
    other.part(by=agent)

    assert together == ["One", "Other", "Third"]
    assert [message.text for message in other.whole_messages()] == ["One", "Other"]


def test_a_tag_exists_once_whatever_its_capitals(agent: User) -> None:
    one, other = ConversationFactory(), ConversationFactory()

    one.tag("Broken glasses", by=agent)
    other.tag("broken  glasses", by=agent)

    assert one.tags.get() == other.tags.get()


def test_a_file_of_no_known_kind_is_kept_as_bytes(db: None) -> None:
    message = write(files=(a_file("virus.svg", b"<svg onload=alert(1)>"),))

    file = message.files.get()
    assert (file.content_type, file.name, file.file.read()) == (
        "application/octet-stream",
        "virus.bin",
        b"<svg onload=alert(1)>",
    )


def test_the_bot_gives_way_once(db: None) -> None:
    conversation = ConversationFactory(status=Status.WITH_BOT)

    conversation.hand_over("asked_for_person")
    conversation.hand_over("asked_for_person")

    assert (conversation.status, conversation.waiting_since is None) == (Status.OPEN, False)
    assert [event.kind for event in Event.objects.about(conversation)] == ["conversation.handed_over"]


def test_what_the_bot_says_makes_it_her_turn(db: None) -> None:
    conversation = ConversationFactory(status=Status.WITH_BOT)
    write("Hello", reply_proof=conversation)

    conversation.refresh_from_db()
    conversation.say_automatically("Here is how it works.", Card(choices=(Choice("yes", "Yes"),)), {"reason": "sure"})

    assert conversation.waiting_since is None
    assert conversation.messages.last().card == {"choices": [{"value": "yes", "label": "Yes"}]}


def test_a_note_moves_it_up_among_those_whose_turn_it_is(agent: User) -> None:
    first, second = ConversationFactory(subject="First"), ConversationFactory(subject="Second")

    first.note("She called", by=agent)

    assert list(Conversation.objects.hers().order_by("-changed_at")) == [first, second]


@pytest.mark.parametrize("status", ["open", "resolved", "snoozed"])
def test_after_a_no_she_waits_for_us_again(status: str, agent: User) -> None:
    conversation = write().conversation
    conversation.reply("Like this", by=agent)
    Conversation.objects.update(status=status)

    for _time in range(2):
        Conversation.objects.get().rate(helpful=False)

    assert list(Conversation.objects.waiting()) == [conversation]


def test_a_rating_is_a_row_that_counts_once_and_her_last_word_holds(agent: User) -> None:
    conversation: Conversation = ConversationFactory(assignee=agent)
    for helpful in (True, False, True):
        conversation.rate(helpful=helpful)
    ConversationFactory().rate(helpful=False)

    rating = Rating.objects.get(conversation=conversation)
    share = Rating.objects.share_since(timezone.now() - timedelta(days=1))
    later = Rating.objects.share_since(timezone.now() + timedelta(days=1))
    assert (rating.helpful, rating.agent) == (True, agent)
    assert (share, later) == (Share(helped=1, said=2), Share(0, 0))
    assert Event.objects.about(conversation).filter(kind="conversation.rated").count() == 3
