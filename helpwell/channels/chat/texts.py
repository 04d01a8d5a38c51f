"""Every word the widget says of its own, in the active language: one small object, sent when it opens."""

from django.utils.translation import gettext as _

from helpwell.channels.chat.frames import too_long


def texts() -> dict[str, str]:
    """By name; `{…}` is filled in by the widget."""
    return {**_frame(), **_home(), **_conversation(), **_waiting(), **_states()}


def _frame() -> dict[str, str]:
    return {
        "help": _("Help"),
        "helpOf": _("{name} help"),
        "close": _("Close the chat"),
        "back": _("Back"),
        "assistant": _("Automatic assistant"),
        "offline": _("No connection. What you write is kept and sent as soon as there is one."),
        "closed": _("This chat cannot be shown on this website."),
        "unread": _("{count} new"),
    }


def _home() -> dict[str, str]:
    return {
        "title": _("Hello. How can we help?"),
        "ask": _("Ask in your own words"),
        "question": _("Your question"),
        "answers": _("Answers"),
        "answersFound": _("{count} answers"),
        "nothing": _("We have no answer to that yet."),
        "flows": _("Step by step"),
        "often": _("Many ask"),
        "earlier": _("Your conversations"),
        "askAssistant": _("Ask the assistant"),
        "toPerson": _("Write to a person"),
        "toForm": _("Write us a message"),
        "more": _("Read more"),
        "openPage": _("Open as a page"),
        "didItHelp": _("Did that answer your question?"),
        "yes": _("Yes"),
        "no": _("No"),
        "thanks": _("Thank you. Good to know."),
        "sorry": _("Then ask us, in your own words."),
        "notFound": _("This article is no longer there."),
    }


def _conversation() -> dict[str, str]:
    return {
        "log": _("Conversation"),
        "message": _("Message"),
        "send": _("Send"),
        "attach": _("Attach a file"),
        "remove": _("Remove {name}"),
        "we know": _("We know something about that"),
        "automatic": _("Automatic answer"),
        "person": _("Person"),
        "you": _("You"),
        "writing": _("{name} is writing …"),
        "seen": _("Seen"),
        "joined": _("{name} is now in the conversation"),
        "sending": _("Is being sent"),
        "again": _("Send again"),
        "today": _("Today"),
        "resolved": _("This is done. Write again whenever you like."),
        "transcript": _("E-mail me a copy"),
        "transcriptSent": _("It is on its way to {email}."),
        "sound": _("Sound"),
        "assistantHint": _("I am an automated assistant. Ask me anything about {name}."),
        "personHint": _("Write what it is about. A person answers."),
        "fileLost": _("A file was not sent before the page was reloaded. Please attach it again."),
        "tooLong": too_long(),
        "tooLarge": _("“{name}” is larger than 25 MB."),
    }


def _waiting() -> dict[str, str]:
    return {
        "passedOn": _("Passed on to a person, with everything you wrote."),
        "next": _("You are next."),
        "position": _("Before you: {count}"),
        "ifYouGo": _("In case you have to go"),
        "email": _("E-mail address"),
        "emailHint": _("Then the answer comes by e-mail too."),
        "emailSave": _("Save"),
        "emailKept": _("The answer also goes to {email}."),
    }


def _states() -> dict[str, str]:
    return {
        "stateAssistant": _("Automatic assistant"),
        "stateWaiting": _("Waiting for a person"),
        "statePerson": _("Person"),
        "stateResolved": _("Done"),
    }
