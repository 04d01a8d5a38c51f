"""What knowledge does by itself when its time comes."""

from helpwell.knowledge.models import Translation


def publish_due() -> int:
    """Publish every scheduled translation whose moment has come; how many."""
    due = list(Translation.objects.due().select_related("article", "scheduled"))
    for translation in due:
        translation.publish(by=None, revision=translation.scheduled)
    return len(due)
