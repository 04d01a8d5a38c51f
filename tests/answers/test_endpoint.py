"""The encoder behind an address, over real sockets: batches, time limit, and all that a server may answer instead."""

import json
import socket
import time
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from answer_engine import EncoderFailed, Hurried
from helpwell.answers.endpoint import AT_ONCE, Endpoint

PATH = "/v1/embeddings"


@pytest.fixture
def endpoint(httpserver: HTTPServer) -> Endpoint:
    return Endpoint(httpserver.url_for("/v1"), "small-model", "a key")


def embedding(text: str) -> list[float]:
    return [float(len(text)), 1.0, 0.0]


def embedded(request: Request) -> Response:
    """As OpenAI answers, but with the last text first: their order is in the index."""
    texts = json.loads(request.data)["input"]
    data = [{"index": place, "embedding": embedding(text)} for place, text in enumerate(texts)]
    return Response(json.dumps({"data": data[::-1]}), content_type="application/json")


def test_each_text_gets_its_own_row_of_length_one(endpoint: Endpoint, httpserver: HTTPServer):
    httpserver.expect_request(PATH, method="POST").respond_with_handler(embedded)

    vectors = endpoint.encode(["a", "abc"])

    assert vectors[0] == pytest.approx([0.7071, 0.7071, 0], abs=1e-4)
    assert vectors[1] == pytest.approx([0.9487, 0.3162, 0], abs=1e-4)


def test_model_and_key_are_sent(endpoint: Endpoint, httpserver: HTTPServer):
    httpserver.expect_request(PATH).respond_with_handler(embedded)

    endpoint.encode(["a"])

    request, _response = httpserver.log[0]
    assert request.headers["Authorization"] == "Bearer a key"
    assert json.loads(request.data) == {"model": "small-model", "input": ["a"]}
    assert "a key" not in repr(endpoint)


def test_many_texts_are_sent_in_parts(endpoint: Endpoint, httpserver: HTTPServer):
    httpserver.expect_request(PATH).respond_with_handler(embedded)

    vectors = endpoint.encode(["x" * (place % 7 + 1) for place in range(AT_ONCE + 3)])

    assert len(vectors) == AT_ONCE + 3
    assert [len(json.loads(request.data)["input"]) for request, _ in httpserver.log] == [AT_ONCE, 3]


def two(*embeddings: object) -> str:
    return json.dumps({"data": [{"index": place, "embedding": one} for place, one in enumerate(embeddings)]})


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, "{}"),
        (429, "slow down"),
        (500, "oh"),
        (302, ""),
        (200, "<html>a login page</html>"),
        (200, "[]"),
        (200, '{"data": [{"index": 0}, {"index": 1}]}'),
        (200, two([1.0, 2.0])),
        (200, two([1.0, 2.0], [1.0])),
        (200, two([1.0, 2.0], [float("nan"), 1.0])),
        (200, two([1.0, 2.0], [])),
        (200, two([1.0, 2.0], "abc")),
        (200, two([1.0, 2.0], None)),
    ],
)
def test_whatever_else_comes_back_is_a_failure_asked_for_once(
    endpoint: Endpoint, httpserver: HTTPServer, status: int, body: str
):
    elsewhere = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request(PATH).respond_with_data(body, status, elsewhere)

    with pytest.raises(EncoderFailed):
        endpoint.encode(["one", "two"])

    assert len(httpserver.log) == 1


def test_nobody_at_the_address_is_a_failure():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    with pytest.raises(EncoderFailed, match="does not answer"):
        Endpoint(f"http://127.0.0.1:{port}/v1", "m").encode(["a"])


def test_a_server_that_takes_its_time_is_not_waited_for(endpoint: Endpoint, httpserver: HTTPServer):
    def slowly(request: Request) -> Response:
        time.sleep(0.5)
        return embedded(request)

    httpserver.expect_request(PATH).respond_with_handler(slowly)
    hurried, started = Hurried(endpoint, 0.05), time.monotonic()

    for _ in range(5):
        with pytest.raises(EncoderFailed):
            hurried.encode(["a"])

    assert time.monotonic() - started < 0.5


def test_the_name_says_which_vectors_compare():
    names = {Endpoint(*told).name for told in told_endpoints()}

    assert len(names) == 3


def told_endpoints() -> list[tuple[Any, ...]]:
    return [
        ("https://one.example/v1", "small"),
        ("https://one.example/v1", "large"),
        ("https://two.example/v1", "small"),
        ("https://two.example/v1", "small", "another key"),
    ]
