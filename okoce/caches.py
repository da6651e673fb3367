"""Django's caches, with a count that many may keep at once and without a new Redis client for each call."""

from django.core.cache.backends import db, redis
from django.db import transaction

from okoce.clock import now

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
        return self.get_client(key, write=True).eval(_COUNT, 1, key, seconds)


class RedisCache(redis.RedisCache):
    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = RedisClient

    def count(self, key, seconds):
        """How often this was asked for the key; the count begins anew so many seconds after its first time."""
        return self._cache.count(self.make_and_validate_key(key), seconds)


class DatabaseCache(db.DatabaseCache):
    @transaction.atomic
    def count(self, key, seconds):
        """As in Redis. SQLite lets one writer in at a time, so none is left out."""
        instant = now().timestamp()
        count, until = self.get(key, (0, instant + seconds))
        self.set(key, (count + 1, until), until - instant)
        return count + 1
