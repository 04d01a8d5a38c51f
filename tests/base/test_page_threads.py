"""Pages of a WSGI application, made in threads for the event loop."""

import asyncio
from threading import Event, Lock

from helpwell.base.page_threads import AT_ONCE, BESIDE_A_SERVER, PageThreads

TIMEOUT = 10  # seconds


def asked(pages, *said, headers=()):
    """All that is sent to one who says that."""
    heard, line = [], iter(said)
    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/where", "query_string": b"a=b"}

    async def receive():
        return next(line)

    async def send(message):
        heard.append(message)

    async def told():
        await asyncio.wait_for(PageThreads(pages, 1)({**scope, "headers": list(headers)}, receive, send), TIMEOUT)

    asyncio.run(told())
    return heard


def body(said, *, more=False):
    return {"type": "http.request", "body": said, "more_body": more}


def echo(environ, start_response):
    start_response("200 OK", [("X-Path", environ["PATH_INFO"])])
    return [environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))]


def test_a_page_is_handed_over_as_a_whole():
    def pages(environ, start_response):
        start_response("404 Not Found", [("X-Query", environ["QUERY_STRING"])])
        return [b"not ", b"here"]

    begin, page = asked(pages)

    assert (begin["status"], begin["headers"]) == (404, [(b"x-query", b"a=b")])
    assert (page["body"], page["more_body"]) == (b"not here", False)


def test_a_long_page_leaves_in_pieces_and_is_closed_at_the_end():
    closed = Event()

    class Long:
        def __iter__(self):
            return iter([b"x" * AT_ONCE] * 3)

        def close(self):
            closed.set()

    def pages(environ, start_response):
        start_response("200 OK", [])
        return Long()

    _begin, *pieces = asked(pages)

    assert len(pieces) > 1
    assert sum(len(one["body"]) for one in pieces) == 3 * AT_ONCE
    assert [one["more_body"] for one in pieces] == [True] * (len(pieces) - 1) + [False]
    assert closed.is_set()


def test_a_form_is_read_in_all_its_pieces():
    heard = asked(echo, body(b"one ", more=True), body(b"two"), headers=[(b"content-length", b"7")])

    assert heard[-1]["body"] == b"one two"


def test_a_long_upload_is_read_as_it_comes():
    sent = [body(b"y" * AT_ONCE, more=True), body(b"y" * 5)]

    heard = asked(echo, *sent, headers=[(b"content-length", str(AT_ONCE + 5).encode())])

    assert sum(len(one.get("body", b"")) for one in heard) == AT_ONCE + 5


def test_half_a_form_is_not_taken_for_a_whole_one():
    begun = []

    def pages(environ, start_response):
        begun.append(environ)
        return []

    heard = asked(pages, body(b"half", more=True), {"type": "http.disconnect"}, headers=[(b"content-length", b"8")])

    assert (heard, begun) == ([], [])


def asked_at_once(pages, count):
    """So many ask at the same moment; True when all are answered."""
    scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    application = PageThreads(pages, count)

    async def receive():
        return body(b"")

    async def send(message):
        pass

    async def told():
        await asyncio.wait_for(asyncio.gather(*(application(scope, receive, send) for _ in range(count))), TIMEOUT)

    asyncio.run(told())


def test_few_pages_are_made_at_the_same_time():
    lock, now, most = Lock(), [0], [0]

    def pages(environ, start_response):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        start_response("200 OK", [])
        with lock:
            now[0] -= 1
        return [b""]

    asked_at_once(pages, 20)

    assert most[0] <= BESIDE_A_SERVER


def test_nobody_waits_for_pages_that_take_long():
    begun, all_begun = [], Event()

    def pages(environ, start_response):
        begun.append(environ)
        if len(begun) == 2 * BESIDE_A_SERVER:
            all_begun.set()
        assert all_begun.wait(TIMEOUT)
        start_response("200 OK", [])
        return [b""]

    asked_at_once(pages, 2 * BESIDE_A_SERVER)

    assert len(begun) == 2 * BESIDE_A_SERVER
