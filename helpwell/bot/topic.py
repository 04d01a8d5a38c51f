"""What a conversation is about, as far as the engine can tell."""

from helpwell.answers.asking import Asker, ask
from helpwell.conversations.models import Message
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Category

SURE_OF_TOPIC = 0.5  # from here on the topic of the best article is more likely right than not


def topic_of(message: Message) -> Category | None:
    """The category of the article that most likely answers; None when nothing is likely."""
    found = ask(message.text, Asker(message.language or message.conversation.language, PUBLIC), limit=1)
    if found.articles and found.confidence >= SURE_OF_TOPIC:
        topic: Category | None = Category.objects.filter(public_id=found.articles[0].topic).first()
        return topic
    return None
