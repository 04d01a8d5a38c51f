"""An agent says that an automatic message was wrong (H14)."""

from django.db import transaction

from helpwell.answers.models import Question
from helpwell.conversations.models import Conversation, Message
from helpwell.people.models import Event, User


@transaction.atomic
def contradict(message: Message, conversation: Conversation, by: User) -> None:
    """A question that it answered ends so, and the conversation tells it. Twice changes nothing."""
    question = Question.objects.filter(pk=message.trace.get("question") or 0, conversation=conversation).first()
    if question and question.outcome != Question.Result.CONTRADICTED:
        question.end(Question.Result.CONTRADICTED)
    said = Event.objects.about(conversation).filter(kind="conversation.contradicted", data__message=message.pk)
    if not said.exists():
        conversation.record("contradicted", by=by, message=message.pk)
