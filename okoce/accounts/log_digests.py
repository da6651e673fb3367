"""Digests of the access log, under a key that serves nothing else."""

import hashlib
import hmac

from django.conf import settings


def digest_of(ids):
    """Return the keyed digest of a set of people, given by their numbers in any order."""
    return keyed(",".join(str(pk) for pk in sorted(set(ids))))


def keyed(text):
    return hmac.new(settings.ACCESS_LOG_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
