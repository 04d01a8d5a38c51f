"""Why the assistant did what it did, in words for agents (N11)."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "sure": _("It was sure enough, and the answer may be said alone."),
    "chosen": _("The customer chose this one."),
    "not_sure": _("It was not sure enough to say one of them alone."),
    "not_earned": _("The answer may not be said alone yet."),
    "between_few": _("Two or three were about as likely."),
    "nothing_found": _("No article was likely enough."),
    "failed_twice": _("Two attempts had not helped."),
    "step_failed": _("A step had not worked."),
    "asked_for_person": _("The customer asked for a person."),
    "upset": _("The words sounded upset."),
    "sensitive_payment": _("It is about a disputed payment."),
    "sensitive_security": _("It is about security."),
    "sensitive_health": _("It is about health."),
    "sensitive_legal": _("It is about a legal matter."),
    "sensitive_leaving": _("The customer may want to leave."),
    "still_unknown": _("You will need it, and it had not been told yet."),
    "unfit": _("What was written did not fit the field."),
    "flow": _("It follows a flow that the customer began."),
    "assistant_failed": _("The assistant could not go on."),
    "taken_over": _("Somebody took it over."),
}  # fmt: skip


def in_words(reason: str) -> str:
    """The reason of a decision as a sentence; "" for those that say nothing, such as a greeting."""
    return str(REASONS.get(reason, ""))
