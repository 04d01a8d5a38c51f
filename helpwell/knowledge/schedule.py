"""What knowledge does by itself when its time comes."""

from helpwell.knowledge.models import Finding, Translation

AT_ONCE = 200  # translations looked at between two writes


def publish_due() -> int:
    """Publish every scheduled translation whose moment has come; how many."""
    due = list(Translation.objects.due().select_related("article", "scheduled"))
    for translation in due:
        translation.publish(by=None, revision=translation.scheduled)
    return len(due)


def look_again() -> int:
    """Look for problems in everything that is published: what was right may have become wrong; how many articles."""
    published = Translation.objects.published().select_related("live").order_by("pk")
    all_ids = list(published.values_list("pk", flat=True))
    for start in range(0, len(all_ids), AT_ONCE):
        Finding.refresh(*published.filter(pk__in=all_ids[start : start + AT_ONCE]))
    return len(all_ids)
