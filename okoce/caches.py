"""Django's caches, with a count that many may keep at once, without a new Redis client for each call, and with a
table of the database to go on with while Redis does not answer.
"""

import logging
import math
from functools import wraps

from django.core.cache import caches
from django.core.cache.backends import db, redis
from django.db import connection, transaction

from okoce.breakers import server_breaker
from okoce.clock import now

log = logging.getLogger(__name__)

PAUSE = 30  # seconds for which a Redis that did not answer is not asked again

# One step in Redis, so that a count never stays behind without its end.
_COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count
"""


class RedisClient(redis.RedisCacheClient):
    """Making a client costs more than what it is asked for; the connections are its pool's in any case."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._kept = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)
        if pool not in self._kept:
            self._kept[pool] = self._client(connection_pool=pool)
        return self._kept[pool]

    def count(self, key, seconds):
        return self.get_client(key, write=True).eval(_COUNT, 1, key, math.ceil(seconds))


class RedisCache(redis.RedisCache):
    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = RedisClient

    def count(self, key, seconds):
        """How often this was asked for the key; the count begins anew so many seconds after its first time."""
        return self._cache.count(self.make_and_validate_key(key), seconds)


def _or_table(method):
    """The same of the table of the database while Redis does not answer."""

    @wraps(method)
    def ask(self, *args, **kwargs):
        if self._server.allows():
            try:
                answer = method(self, *args, **kwargs)
            except (self._redis_error, OSError) as problem:
                self._server.open()
                log.warning("Redis does not answer (%s); the cache is the database meanwhile.", type(problem).__name__)
            else:
                self._server.close()
                return answer
        return getattr(caches["table"], method.__name__)(*args, **kwargs)

    return ask


class SteadyCache(RedisCache):
    """Redis, and a table of the database while it is away: limits are never off, and at most one request waits."""

    def __init__(self, server, params):
        from redis.exceptions import RedisError

        super().__init__(server, params)
        self._redis_error = RedisError
        self._server = server_breaker(server, seconds=PAUSE)

    add = _or_table(RedisCache.add)
    get = _or_table(RedisCache.get)
    set = _or_table(RedisCache.set)
    touch = _or_table(RedisCache.touch)
    delete = _or_table(RedisCache.delete)
    has_key = _or_table(RedisCache.has_key)
    incr = _or_table(RedisCache.incr)
    get_many = _or_table(RedisCache.get_many)
    set_many = _or_table(RedisCache.set_many)
    delete_many = _or_table(RedisCache.delete_many)
    clear = _or_table(RedisCache.clear)
    count = _or_table(RedisCache.count)

    def answers(self):
        """Whether Redis itself answers."""
        try:
            super().get("health")
        except (self._redis_error, OSError):
            return False
        return True


class DatabaseCache(db.DatabaseCache):
    def answers(self):
        return True

    @transaction.atomic
    def count(self, key, seconds):
        """As in Redis. SQLite lets one writer in at a time, so none is left out; elsewhere the row is locked first."""
        instant = now().timestamp()
        if connection.features.has_select_for_update:
            self.add(key, (0, instant + seconds), seconds)
            self.touch(key, seconds)
        count, until = self.get(key, (0, 0))
        if until <= instant:
            count, until = 0, instant + seconds
        self.set(key, (count + 1, until), until - instant)
        return count + 1
