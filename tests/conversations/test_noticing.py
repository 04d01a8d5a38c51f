"""What another process changed reaches open pages too; what this one told is not told twice."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from channels.layers import get_channel_layer
from django.utils import timezone

from helpwell.base import live
from helpwell.conversations.live import group_of
from helpwell.conversations.models import Conversation
from helpwell.conversations.noticing import notice
from tests.factories import write
from tests.own_loop import in_own_loop

pytestmark = pytest.mark.django_db(transaction=True)


def changed_elsewhere(pk: int) -> None:
    """As another process does it: this one hears nothing."""
    Conversation.objects.filter(pk=pk).update(changed_at=timezone.now())


def test_a_change_of_another_process_is_told_once() -> None:
    pk = write().conversation_id
    changed_elsewhere(pk)

    assert (notice(), notice()) == (1, 0)


def test_what_we_told_ourselves_is_not_told_again() -> None:
    write().conversation.resolve(by=None)

    assert notice() == 0


def test_what_lies_long_back_is_not_looked_for() -> None:
    pk = write().conversation_id
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        changed_elsewhere(pk)

    assert notice() == 0


def test_an_open_page_hears_of_it() -> None:
    pk = write().conversation_id
    changed_elsewhere(pk)

    async def story() -> Any:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(group_of(pk), channel)
        live.serve_from(asyncio.get_running_loop())
        await asyncio.to_thread(notice)
        told = await asyncio.wait_for(layer.receive(channel), 3)
        live.serve_no_more()
        return told

    told = in_own_loop(story())
    assert (told["type"], told["conversation"]) == ("conversation.changed", pk)
