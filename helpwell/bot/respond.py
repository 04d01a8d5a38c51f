"""What the bot does with a message it has not looked at: it says what the conversation is about."""

from django.db import transaction

from helpwell.answers.asking import Asker, ask
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Category

SURE_OF_TOPIC = 0.5  # from here on the topic of the best article is more likely right than not


def respond_to_waiting() -> int:
    """Look at every message that waits, the oldest first; how many there were."""
    messages = list(Message.objects.awaiting_bot())
    for message in messages:
        respond(message)
    return len(messages)


def respond(message: Message) -> None:
    """Decide without a transaction, then write down what was decided in a short one. Twice changes nothing."""
    topic = topic_of(message) if message.conversation.topic_id is None else None
    with transaction.atomic():
        conversation = Conversation.objects.locked(message.conversation_id)
        if topic:
            conversation.set_topic(topic, by=None)
        message.has_been_looked_at()


def topic_of(message: Message) -> Category | None:
    """The category of the article that most likely answers; None when nothing is likely."""
    found = ask(message.text, Asker(message.language or message.conversation.language, PUBLIC), limit=1)
    if found.articles and found.confidence >= SURE_OF_TOPIC:
        topic: Category | None = Category.objects.filter(public_id=found.articles[0].topic).first()
        return topic
    return None
