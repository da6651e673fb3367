"""Redis keeps time by its own clock: what a test's clock passes is taken from what its keys have left."""

from django.core.cache import cache


def passes(seconds):
    """Let so much time pass for every key of Redis; nothing where the cache is another."""
    if not hasattr(cache, "_cache"):
        return
    client = cache._cache.get_client(write=True)
    for key in client.scan_iter():
        left = client.pttl(key)
        if left > 0:
            client.pexpire(key, max(1, int(left - seconds * 1000)))
