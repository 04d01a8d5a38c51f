"""Things tests are about, made with as little as possible."""

import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from helpwell.answers.models import Question
from helpwell.conversations.inbound import InboundFile, InboundMessage
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.intake import receive
from helpwell.knowledge.models import Article, Category, CategoryName, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import BusinessHours, Contact, Sender, User, Visitor


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Faker("first_name")
    role = User.Role.EDITOR

    @factory.post_generation
    def password(self: Any, create: bool, extracted: str | None, **kwargs: Any) -> None:
        self.set_password(extracted or "correct horse battery")
        self.save()


class VisitorFactory(DjangoModelFactory):
    class Meta:
        model = Visitor


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    name = factory.Faker("name")
    language = "en"


class InboxFactory(DjangoModelFactory):
    class Meta:
        model = Inbox

    channel = Inbox.Channel.CONTACT_FORM
    name = "Contact form"


class ConversationFactory(DjangoModelFactory):
    class Meta:
        model = Conversation

    inbox = factory.SubFactory(InboxFactory)
    contact = factory.SubFactory(ContactFactory)
    subject = "My glasses are broken"
    language = "en"


def closed_for_now(zone: str = "UTC") -> BusinessHours:
    """Nobody is there until nine o'clock in three days: closed by every clock on earth, at any hour of a test."""
    opens = (timezone.now().weekday() + 3) % 7
    week = [[[9 * 60, 17 * 60]] if day == opens else [] for day in range(7)]
    return BusinessHours.objects.create(name="Closed for now", time_zone=zone, week=week)


def inbound(text: str = "My glasses are broken", **values: Any) -> InboundMessage:
    """A message as a channel hands it over; every one is another one unless `external_id` says so."""
    sender = values.pop("sender", None) or Sender(name="Laura Berg", email="laura@example.com")
    inbox = values.pop("inbox", None) or Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    external_id = values.pop("external_id", None) or uuid.uuid4().hex
    return InboundMessage(inbox=inbox, sender=sender, text=text, external_id=external_id, **values)


def write(text: str = "My glasses are broken", **values: Any) -> Message:
    """A customer writes to us."""
    return receive(inbound(text, **values))


def a_file(name: str = "note.txt", content: bytes = b"hello") -> InboundFile:
    """A file that comes with a message."""
    return InboundFile(name, content)


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    public_id = factory.Sequence(lambda n: f"article-{n}")
    source_language = "en"


def make_category(name: str = "Delivery", language: str = "en", parent: Category | None = None) -> Category:
    """A category with a name in one language."""
    public_id = name.lower().replace(" ", "-")
    tree, values = Category.objects, {"public_id": public_id}
    category = tree.add_child(parent, values) if parent else tree.add_root(values)
    CategoryName.objects.create(
        category=category, language=language, name=name, slug=CategoryName.free_slug(language, name)
    )
    return category


def publish(title: str, body: str = "", language: str = "en", summary: str = "", **article: Any) -> Translation:
    """A published article; more fields go to the article, an `article` to translate into another language."""
    owner = article.pop("article", None) or ArticleFactory(source_language=language, **article)
    translation = Translation.objects.create(article=owner, language=language, slug="")
    translation.write(Content(title, summary, body or f"<p>{title}: this is how it works.</p>"), by=None)
    translation.publish(by=None)
    return translation


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    text = "do you ship to iceland"
    language = "en"
    visitor = factory.SubFactory(VisitorFactory)


def ask_unanswered(*texts: str, language: str = "en", **values: Any) -> list[Question]:
    """Questions that ended without an answer, each asked by somebody else."""
    return [QuestionFactory(text=text, language=language, outcome="abandoned", **values) for text in texts]
