"""Which flows a customer is offered, on the page where she is."""

from typing import Any

from helpwell.automation.models import Flow
from helpwell.automation.walking import Around
from helpwell.conversations.models import Inbox

MOST = 3


def flows_for(inbox: Inbox, around: Around) -> list[dict[str, Any]]:
    """What she may press, in its order; those that begin by themselves need no pressing."""
    if not inbox.has_assistant:
        return []
    offered = [flow for flow in Flow.objects.offered(inbox, around) if not flow.begins_itself]
    return [{"flow": flow.pk, "title": flow.title_in(around.language)} for flow in offered[:MOST]]
