"""The models of this room, a file each."""

from helpwell.channels.chat.models.account import Account
from helpwell.channels.chat.models.invitation import Invitation
from helpwell.channels.chat.models.session import ChatSession
from helpwell.channels.chat.models.spent_token import SpentToken

__all__ = ["Account", "ChatSession", "Invitation", "SpentToken"]
