"""Django's cache in Redis with a lasting client. Django makes one for each word, which takes longer than saying it."""

from typing import Any

from django.core.cache.backends import redis


class Client(redis.RedisCacheClient):
    """Speaks to one server. The connections belong to its pool, so that threads may share the client."""

    _lasting: Any = None

    def get_client(self, *args: Any, **kwargs: Any) -> Any:
        """The same every time."""
        self._lasting = self._lasting or super().get_client(*args, **kwargs)
        return self._lasting


class RedisCache(redis.RedisCache):
    """Django's, with our client."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
