"""What knowledge does by itself when its time comes."""

from helpwell.knowledge.models import Finding, Translation


def publish_due() -> int:
    """Publish every scheduled translation whose moment has come; how many."""
    due = list(Translation.objects.due().select_related("article", "scheduled"))
    for translation in due:
        translation.publish(by=None, revision=translation.scheduled)
    return len(due)


def look_again() -> int:
    """Look for problems in everything that is published: what was right may have become wrong; how many articles."""
    published = list(Translation.objects.published().select_related("live"))
    for translation in published:
        Finding.refresh(translation)
    return len(published)
