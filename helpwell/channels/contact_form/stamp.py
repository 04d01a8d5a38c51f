"""The mark of one filling-in of the form: sent twice it is one message, sent within a blink it was no person."""

import secrets

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

BLINK = 1  # seconds in which nobody writes a message, a name and an address

_signer = TimestampSigner(salt="helpwell.contact_form.stamp")


def new_stamp() -> str:
    """For a fresh form."""
    return _signer.sign(secrets.token_hex(16))


def number_of(stamp: str) -> str:
    """The random number inside; "" when the stamp is not ours."""
    try:
        return _signer.unsign(stamp)
    except BadSignature:
        return ""


def is_too_quick(stamp: str) -> bool:
    """Whether the form was made only a blink ago."""
    try:
        _signer.unsign(stamp, max_age=BLINK)
    except SignatureExpired:
        return False
    except BadSignature:
        return True
    return True
