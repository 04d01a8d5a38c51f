"""Where short-lived things are kept: Django's caches, which here can also count."""

from functools import cache
from typing import Any, Protocol

from django.core.cache.backends import locmem, redis

COUNT = """
local times = redis.call('INCR', KEYS[1])
if times == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return times
"""


class Counting(Protocol):
    """What both of them can beyond Django's."""

    def count(self, key: str, seconds: int) -> int:
        """How often this was counted in so many seconds, this time included. They begin with the first."""
        ...


class WithinProcess(locmem.LocMemCache):
    """In the memory of this process."""

    def count(self, key: str, seconds: int) -> int:
        """See `Counting`."""
        for _attempt in range(2):
            try:
                return self.incr(key)
            except ValueError:  # the first, or it has run out
                if self.add(key, 1, seconds):
                    return 1
        self.set(key, 1, seconds)  # somebody else was the first, and theirs has run out since
        return 1


class InRedis(redis.RedisCache):
    """For several processes. Work in a context of its own gets a cache of its own: all of them share one client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._cache = self._client = _client(server)

    def count(self, key: str, seconds: int) -> int:
        """See `Counting`."""
        return self._client.count(self.make_and_validate_key(key), seconds)


class Client(redis.RedisCacheClient):
    """Django's with one lasting client of Redis. Django makes one for each word, which takes longer than saying it."""

    _lasting: Any = None
    _counting: Any = None

    def get_client(self, *args: Any, **kwargs: Any) -> Any:
        """The same every time. The connections belong to its pool, so that threads may share it."""
        self._lasting = self._lasting or super().get_client(*args, **kwargs)
        return self._lasting

    def count(self, key: str, seconds: int) -> int:
        """See `Counting`; one trip."""
        self._counting = self._counting or self.get_client().register_script(COUNT)
        return int(self._counting([key], [seconds]))


@cache
def _client(server: str) -> Client:
    return Client([server])
