"""The one way out to addresses that people name: resolved once, connected to exactly that, within limits (T12)."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PORTS = {80, 443, 8080, 8443}  # of public addresses; those the operator allows may use any
REDIRECTS = 3
LARGEST = 2 * 1024 * 1024  # bytes of a page; what comes after is not read
SECONDS = 8.0  # for all of it
CHUNK = 32 * 1024
EMBEDDING = [ipaddress.ip_network(one) for one in ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "2001::/32")]
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreachable(Exception):
    """The page could not be fetched; the message says why."""


@dataclass(frozen=True)
class Page:
    """What was found, and where, after redirects."""

    address: str
    status: int
    text: str


def fetch(address: str) -> Page:
    """The page at a public http(s) address. Raises `Unreachable`, also for addresses inside our own network."""
    until = time.monotonic() + SECONDS
    for _redirect in range(REDIRECTS + 1):
        status, target, text = _get(address, until)
        if target is None:
            return Page(address, status, text)
        address = urljoin(address, target)
    raise Unreachable(_("It leads on and on, and never anywhere."))


def is_reachable(ip: IP) -> bool:
    """Whether we may connect to it: public, or in a network the operator allows."""
    return any(ip in network for network in settings.HELPWELL.may_reach) or _is_public(ip)


def _is_public(ip: IP) -> bool:
    """An IPv6 address with an IPv4 one inside is not: whoever routes it may take that one out."""
    embeds = ip.version == 6 and any(ip in network for network in EMBEDDING)
    return ip.is_global and not ip.is_multicast and not embeds


def _get(address: str, until: float) -> tuple[int, str | None, str]:
    """Status, where it leads on to (None: nowhere) and text."""
    parts = _checked(address)
    with _connection(parts, until) as connection:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        try:
            headers = {"User-Agent": "Helpwell", "Accept": "text/html", "Accept-Encoding": "identity"}
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            target = response.headers.get("Location") if 300 <= response.status < 400 else None
            body = b"".join(_read(response, until)) if target is None else b""
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(_("The website does not answer: %s.") % (str(error) or type(error).__name__)) from error
    return response.status, target, body.decode("utf-8", errors="replace")


def _checked(address: str) -> SplitResult:
    """The parts of an address that means one thing only, to every program."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    odd = "\\" in address or not address.isprintable() or " " in address or parts.username is not None
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd or port == 0:
        raise Unreachable(_("Give a whole address, such as https://www.example.com/contact."))
    return parts


@contextmanager
def _connection(parts: SplitResult, until: float) -> Iterator[http.client.HTTPConnection]:
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    ip = _resolved(host, port)
    kind = _SecurePinned if parts.scheme == "https" else _Pinned
    connection = kind(host, port, timeout=max(until - time.monotonic(), 0.1))
    connection.ip = str(ip)
    try:
        yield connection
    finally:
        connection.close()


def _resolved(host: str, port: int) -> IP:
    """The address behind a name; every one it has must be allowed, or it could be another the next time."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(_("There is no website “%s”.") % host) from error
    ips = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    vouched = all(any(ip in network for network in settings.HELPWELL.may_reach) for ip in ips)
    if not all(is_reachable(ip) for ip in ips) or not (vouched or port in PORTS):
        raise Unreachable(_("“%s” is not a public website. HELPWELL_MAY_REACH allows others.") % host)
    return ips[0]


def _read(response: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    left = LARGEST
    while left > 0 and (chunk := response.read1(min(CHUNK, left))):
        if time.monotonic() > until:
            raise TimeoutError(_("it took too long"))
        left -= len(chunk)
        yield chunk


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, not to whatever the name means now."""

    ip = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)


class _SecurePinned(_Pinned):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
