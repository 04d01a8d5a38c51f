"""What a conversation is about: what agents said of conversations like it, else what the engine can tell (H10)."""

from helpwell.answers.asking import Asker, ask
from helpwell.answers.meaning import Groups, Rarity, meaning
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Category

SURE_OF_TOPIC = 0.5  # from here on the topic of the best article is more likely right than not
REMEMBERED = 300  # conversations whose topic an agent said, the newest


def topic_of(message: Message) -> Category | None:
    """What agents called a message that means the same; else the category of the article that most likely answers."""
    language = message.language or message.conversation.language
    return _taught(message.text, language) or _likely(message.text, language)


def _taught(text: str, language: str) -> Category | None:
    """The topic an agent gave to the conversation most like this one; None when none is alike enough."""
    known = Conversation.objects.topics_said(language, REMEMBERED)
    meanings = [meaning(words, language) for words, _topic in known]
    groups = Groups(Rarity(meanings))
    for number, stems in enumerate(meanings):  # the newest first: of equals the newest word counts
        if stems:
            groups.add(number, stems)
    asked = meaning(text, language)
    found = groups.find(asked) if asked else None
    return None if found is None else Category.objects.filter(pk=known[found][1]).first()


def _likely(text: str, language: str) -> Category | None:
    found = ask(text, Asker(language, PUBLIC), limit=1)
    if found.articles and found.confidence >= SURE_OF_TOPIC:
        topic: Category | None = Category.objects.filter(public_id=found.articles[0].topic).first()
        return topic
    return None
