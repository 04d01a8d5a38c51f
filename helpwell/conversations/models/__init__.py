"""The models of this room, a file each."""

from helpwell.conversations.models.attachment import Attachment
from helpwell.conversations.models.conversation import Conversation
from helpwell.conversations.models.inbox import Inbox
from helpwell.conversations.models.message import Message
from helpwell.conversations.models.rating import Rating
from helpwell.conversations.models.reading import Reading
from helpwell.conversations.models.saved_view import SavedView
from helpwell.conversations.models.search_text import SearchText
from helpwell.conversations.models.tag import Tag
from helpwell.conversations.models.use import Use

__all__ = [
    "Attachment",
    "Conversation",
    "Inbox",
    "Message",
    "Rating",
    "Reading",
    "SavedView",
    "SearchText",
    "Tag",
    "Use",
]
