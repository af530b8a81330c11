"""The way to Redis, where there is one. Nothing in the product depends on it: it may be slow, or gone, at any moment.

What lies there are ids, numbers and keyed hashes: never a word, a handle, a name, a code or an address.
"""

from typing import Any

PATIENCE = 1.0
"""Seconds after which Redis counts as gone."""
OPTIONS = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "socket_keepalive": True, "protocol": 2}


def connect(url: str) -> Any:
    """A client that gives up after a second and tries nothing twice. Connects when it is first used."""
    from redis import Redis

    return Redis.from_url(url, retry=no_second_try(), **OPTIONS)


def no_second_try() -> Any:
    """The library would try three times more, and whoever waits for it as well."""
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Retry(NoBackoff(), 0)


def answers(url: str) -> bool:
    """Whether Redis is there."""
    from redis.exceptions import RedisError

    try:
        with connect(url) as link:
            return bool(link.ping())
    except (RedisError, OSError):
        return False
