"""Fetching pages that people name: public ones only, wherever names and redirects lead (T12)."""

import ipaddress
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from helpwell.base import fetching
from helpwell.base.fetching import Unreachable, fetch, is_reachable

FIXTURES = Path(__file__).resolve().parents[3] / "shared/fixtures/security"


def payloads(name: str) -> Iterator[str]:
    path = FIXTURES / name
    if path.exists():
        yield from (json.loads(line)["payload"] for line in path.read_text().splitlines())


@pytest.fixture
def allowed(settings: Any) -> None:
    networks = tuple(map(ipaddress.ip_network, ("127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
    settings.HELPWELL = replace(settings.HELPWELL, may_reach=networks)


@pytest.fixture
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that is tried."""
    tried: list[object] = []

    def refuse(address: object, *_rest: object) -> socket.socket:
        tried.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket, "create_connection", refuse)
    return tried


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://10.0.0.1/", "http://169.254.169.254/latest/", "http://100.100.100.200/",
        "http://[fd00:ec2::254]/", "http://[fe80::1%25eth0]/", "http://224.0.0.1/", "http://0.0.0.0/",
        "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:25/", "//example.com/", "example.com", "",
        "http://example.com@127.0.0.1/", "http://127.0.0.1\\@example.com/", "http://a b/", "http://\tlocalhost/",
        "http://[", "http://93.184.215.14:22/", "http://93.184.215.14:0/", "http://93.184.215.14:99999/",
    ],
)  # fmt: skip
def test_what_is_not_a_public_website_is_never_connected_to(address: str, no_way_out: list[object]):
    with pytest.raises(Unreachable):
        fetch(address)

    assert no_way_out == []


@pytest.mark.skipif(not FIXTURES.exists(), reason="the collected attacks lie beside the project")
def test_no_collected_attack_is_connected_to(no_way_out: list[object]):
    for address in payloads("ssrf_block.jsonl"):
        with pytest.raises(Unreachable):
            fetch(address)

    assert no_way_out == []


@pytest.mark.usefixtures("allowed")
def test_networks_the_operator_allows_pass():
    hosts = [address.split("/")[2] for address in payloads("ssrf_allow.jsonl")] or ["172.16.1.1", "192.168.1.1"]

    assert all(is_reachable(ipaddress.ip_address(host)) for host in hosts)


@pytest.mark.usefixtures("allowed")
def test_a_page_is_fetched_through_redirects(httpserver: HTTPServer):
    httpserver.expect_request("/old").respond_with_response(Response(status=302, headers={"Location": "/new?a=1"}))
    httpserver.expect_request("/new", query_string="a=1").respond_with_data("<h1>Grüße</h1>")

    page = fetch(httpserver.url_for("/old"))

    assert (page.status, page.text) == (200, "<h1>Grüße</h1>")
    assert page.address == httpserver.url_for("/new?a=1")


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", "/again"])
def test_a_redirect_into_our_network_or_in_circles_is_refused(httpserver: HTTPServer, target: str):
    answer = Response(status=301, headers={"Location": target})
    httpserver.expect_request("/again").respond_with_response(answer)

    with pytest.raises(Unreachable):
        fetch(httpserver.url_for("/again"))


@pytest.mark.usefixtures("allowed")
def test_the_address_that_was_checked_is_the_one_connected_to(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch):
    httpserver.expect_request("/").respond_with_data("ours")
    answers = [[(2, 1, 6, "", ("127.0.0.1", httpserver.port))], [(2, 1, 6, "", ("10.0.0.1", httpserver.port))]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_rest, **_more: answers.pop(0) if host == "x.test" else [])
    monkeypatch.setattr(socket, "create_connection", _connect_by_number)

    assert fetch(f"http://x.test:{httpserver.port}/").text == "ours"
    assert len(answers) == 1  # the second meaning was never asked for


@pytest.mark.usefixtures("allowed")
def test_a_page_without_end_is_read_as_far_as_we_care(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching, "LARGEST", 50_000)
    httpserver.expect_request("/").respond_with_data("x" * 300_000)

    assert len(fetch(httpserver.url_for("/")).text) == 50_000


@pytest.mark.usefixtures("allowed")
def test_a_website_that_hangs_is_left(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable, match="does not answer"):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def _connect_by_number(address: tuple[str, int], timeout: float) -> socket.socket:
    connected = socket.socket()
    connected.settimeout(timeout)
    connected.connect(address)
    return connected
