"""Tell open pages that a conversation changed. The message names it; what it says is read with the reader's rights."""

from typing import TYPE_CHECKING

from django.db import transaction

from helpwell.base.live import publish

if TYPE_CHECKING:
    from helpwell.conversations.models.conversation import Conversation

DESK = "desk"  # the group every page of the desk listens to


def group_of(pk: int) -> str:
    """The group of those who look at one conversation."""
    return f"conversation.{pk}"


def typing_group_of(pk: int) -> str:
    """The group of those at the desk who look at one conversation: who is writing in it."""
    return f"typing.{pk}"


def tell_customer(pk: int) -> None:
    """After the commit: her open pages look again; for the desk nothing has changed."""
    changed = {"type": "conversation.changed", "conversation": pk}
    transaction.on_commit(lambda: publish(group_of(pk), changed))


def tell_typing(pk: int) -> None:
    """The customer is writing. It is kept nowhere; pages forget it by themselves."""
    publish(typing_group_of(pk), {"type": "customer.typing", "conversation": pk})


def tell(conversation: "Conversation") -> None:
    """After the commit, and once however much changed."""
    connection = transaction.get_connection()
    told = {getattr(func, "conversation", None) for _sids, func, *_ in connection.run_on_commit}
    if conversation.pk not in told:
        transaction.on_commit(_Telling(conversation.pk))


class _Telling:
    """What is said once the transaction has ended well."""

    def __init__(self, pk: int) -> None:
        self.conversation = pk

    def __call__(self) -> None:
        for group in (DESK, group_of(self.conversation)):
            publish(group, {"type": "conversation.changed", "conversation": self.conversation})
