"""What stands in the round badge of somebody who has no picture."""


def initials_of(name: str) -> str:
    """One or two letters; "?" for nobody we know."""
    words = name.split() or ["?"]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()
