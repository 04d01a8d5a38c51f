"""A browser in which somebody writes to us: a random token it keeps, and what it may read with it."""

import hashlib
import secrets
from datetime import timedelta
from typing import Self

from django.db import models, transaction
from django.utils import timezone

from helpwell.base.prepared import written_once
from helpwell.base.storing import store
from helpwell.channels.chat.identity import Identity
from helpwell.channels.chat.models.account import Account
from helpwell.channels.chat.models.spent_token import SpentToken
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Contact, Sender, Visitor

VOUCHED_FOR = timedelta(hours=12)  # how long a browser stays signed in without a fresh token of its website
ONE_VISIT = timedelta(minutes=5)
RECENT = 10  # conversations on the first screen
UNUSED = timedelta(days=2)  # a session in which nothing was said is of no use for longer


class ChatSessionQuerySet(models.QuerySet["ChatSession"]):
    def begin(self, inbox: Inbox, language: str) -> "tuple[ChatSession, str]":
        """A new browser, and the token it shall keep; only the token's hash stays here."""
        token = secrets.token_urlsafe(32)
        visitor = Visitor.objects.create()
        return self.create(inbox=inbox, visitor=visitor, token_hash=hashed(token), language=language), token

    def of(self, inbox: Inbox, token: str) -> "ChatSession | None":
        """The browser that keeps this token; None for an empty, foreign or made-up one."""
        found = _with_token(hashed(token), inbox.pk) if token else []
        return found[0] if found else None

    def unused(self) -> Self:
        """Long begun, and nothing was said."""
        return self.filter(contact=None, last_seen_at__lt=timezone.now() - UNUSED)


class ChatSession(models.Model):
    """What was said in this browser belongs to it; what else its customer said, once her website vouched for her."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="chat_sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="chat_sessions")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="chat_sessions")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="sessions"
    )  # null: unsigned
    vouched_until = models.DateTimeField(null=True)  # null: nobody vouched for her
    conversations = models.ManyToManyField(Conversation, related_name="chat_sessions")
    language = models.CharField(max_length=10)
    begun_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ChatSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "chat session"

    def __str__(self) -> str:
        return f"{self.inbox_id}/{self.pk}"

    @property
    def is_vouched_for(self) -> bool:
        """Whether the website has said lately who she is."""
        return self.vouched_until is not None and self.vouched_until > timezone.now()

    @property
    def sender(self) -> Sender:
        """Who writes from here."""
        contact = self.account.contact if self.account and self.is_vouched_for else self.contact
        return Sender(language=self.language, visitor=self.visitor, contact=contact)

    def readable(self) -> models.QuerySet[Conversation]:
        """The conversations this browser may read, the one that changed last first (T1)."""
        own = models.Q(chat_sessions=self) | models.Q(merged__chat_sessions=self)
        if self.account and self.is_vouched_for:
            own |= models.Q(contact__in=self.account.contact.today.selves(), inbox=self.inbox)
        return Conversation.objects.whole().filter(own).distinct().order_by("-changed_at", "-pk")

    def recent(self) -> list[Conversation]:
        """The last few of them, with what a customer sees of each."""
        if self.account and self.is_vouched_for:
            return list(self.readable().select_related("assignee", "inbox", "rating")[:RECENT])
        return _own_recent(self.pk)

    def conversation(self, pk: int) -> Conversation | None:
        """Her conversation with this key, or the one it was merged into; None when it is not hers."""
        hers = self.readable().select_related("assignee", "contact", "inbox", "rating")
        return hers.filter(pk=pk).first() or hers.filter(merged=pk).first()

    def writable(self, pk: int) -> Conversation | None:
        """The one to go on in: mostly it was begun here, else it is another one of hers; None: it is not hers."""
        return self.begun(pk) or self.conversation(pk)

    def begun(self, pk: int) -> Conversation | None:
        """The conversation with this key if it was begun in this browser; its key is all that is read."""
        found = _begun_here(self.pk, pk)
        return found[0] if found else None

    def hold(self, conversation: Conversation) -> None:
        """What was said here may be read here."""
        self.conversations.add(conversation)
        if self.contact_id is None:
            store(self, contact=conversation.contact)

    def seen(self, language: str) -> None:
        """She is here, and reads this language. Looking again within minutes is one visit."""
        now = timezone.now()
        if self.language != language or self.last_seen_at < now - ONE_VISIT:
            store(self, language=language, last_seen_at=now)

    def is_somebody_else(self, subject: str) -> bool:
        """Whether another customer of the website used this browser before."""
        return self.account is not None and self.account.subject != subject

    @transaction.atomic
    def vouch(self, identity: Identity) -> None:
        """The website says who she is: what was said here before is hers too. Raises `Forged` for a copied token."""
        SpentToken.objects.spend(self.inbox, identity, self)
        account = Account.objects.vouched(self.inbox, identity)
        if self.contact and self.contact.today != account.contact.today:
            self.contact.become(account.contact)
        self.account, self.contact = account, account.contact
        self.vouched_until = timezone.now() + VOUCHED_FOR
        account.contact.today.sign_in(self.vouched_until)
        self.save(update_fields=["account", "contact", "vouched_until"])


@written_once
def _with_token(token_hash: str, inbox: int) -> models.QuerySet[ChatSession]:
    found = ChatSession.objects.filter(token_hash=token_hash, inbox=inbox)
    return found.select_related("inbox", "visitor", "account__contact", "contact")


@written_once
def _own_recent(session: int) -> models.QuerySet[Conversation]:
    own = models.Q(chat_sessions=session) | models.Q(merged__chat_sessions=session)
    recent = Conversation.objects.whole().filter(own).distinct().order_by("-changed_at", "-pk")
    return recent.select_related("assignee", "inbox", "rating")[:RECENT]


@written_once
def _begun_here(session: int, conversation: int) -> models.QuerySet[Conversation]:
    return Conversation.objects.filter(chat_sessions=session, pk=conversation).only("pk")


def hashed(token: str) -> str:
    """How a token is kept: random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
