"""Who a website says its customer is: a short token its own server signed (JWT, HS256), read strictly (T13).

The website's server makes it with the inbox's secret: `aud` is the inbox's key, `sub` its own id of the customer, `exp`
at most an hour ahead, `jti` a random id of the token; `email` and `name` if it knows them.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.crypto import salted_hmac

from helpwell.conversations.models import Inbox

LONGEST = 4_000  # letters of a token
LONGEST_LIFE = timedelta(hours=1)
CLOCKS_DIFFER = timedelta(seconds=30)  # between the website's server and ours


class Forged(Exception):
    """This token proves nothing; the message says why, for the website's developer."""


@dataclass(frozen=True)
class Identity:
    """What a valid token says."""

    subject: str
    jti: str
    expires_at: datetime
    email: str  # "": not told
    name: str


def secret_of(inbox: Inbox) -> str:
    """What the website's server signs with. Raising `identity_version` in the inbox's options makes a new one."""
    version = inbox.options.get("identity_version", 1)
    return salted_hmac("helpwell.chat.identity", f"{inbox.key}.{version}", algorithm="sha256").hexdigest()


def read_identity(token: object, inbox: Inbox) -> Identity:
    """What the token says. Raises `Forged` for everything that is not valid in each part, the empty one first."""
    if not isinstance(token, str) or not token or len(token) > LONGEST or token.count(".") != 2:
        raise Forged("The identity token is empty or has not three parts.")
    signed, _dot, signature = token.rpartition(".")
    header, _dot, claims = signed.partition(".")
    if _part(header).get("alg") != "HS256":
        raise Forged("The identity token must be signed with HS256.")
    wanted = hmac.new(secret_of(inbox).encode(), signed.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(wanted, _bytes(signature)):
        raise Forged("The signature of the identity token is wrong.")
    return _checked(_part(claims), inbox)


def _checked(claims: dict[str, Any], inbox: Inbox) -> Identity:
    if claims.get("aud") != inbox.key:
        raise Forged("The identity token is for another inbox: `aud` must be its key.")
    for name in ("sub", "jti"):
        if not isinstance(claims.get(name), str) or not 0 < len(claims[name]) <= 100:
            raise Forged(f"The identity token needs `{name}`, a text of up to 100 letters.")
    return Identity(claims["sub"], claims["jti"], _expiry(claims), _email(claims), str(claims.get("name") or "")[:80])


def _expiry(claims: dict[str, Any]) -> datetime:
    seconds, now = claims.get("exp"), timezone.now()
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise Forged("The identity token needs `exp`, in seconds since 1970.")
    try:
        expires_at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise Forged("The `exp` of the identity token is no time.") from error
    if not now - CLOCKS_DIFFER < expires_at <= now + LONGEST_LIFE + CLOCKS_DIFFER:
        raise Forged("The identity token has expired, or lives longer than an hour.")
    return expires_at + CLOCKS_DIFFER


def _email(claims: dict[str, Any]) -> str:
    email = claims.get("email") or ""
    try:
        if email:
            validate_email(email)
    except (ValidationError, TypeError) as error:
        raise Forged("The `email` of the identity token is no address.") from error
    return str(email)


def _part(text: str) -> dict[str, Any]:
    try:
        part = json.loads(_bytes(text))
    except ValueError as error:
        raise Forged("A part of the identity token is not JSON.") from error
    if not isinstance(part, dict):
        raise Forged("A part of the identity token is not an object.")
    return part


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Forged("A part of the identity token is not base64url.") from error
