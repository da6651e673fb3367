"""Which state of the figures a page or a part of one shows."""

import hashlib

from django.contrib.staticfiles.storage import staticfiles_storage

from okoce.clock import now, today
from reports.figures import counted

KEPT_SECONDS = 60  # for how long what was drawn is kept


def version_of(year, *parts):
    """Return 32 hexadecimal digits: the same ones while the figures of a year, their looks and `parts` are the same.

    The minute is part of it: a tally that becomes visible after a younger one moves nothing in the state of the
    figures, and is shown at most a minute late.
    """
    looks = getattr(staticfiles_storage, "manifest_hash", "")
    state = looks, today(), f"{now():%H:%M}", counted.state_of(year), *parts
    return hashlib.sha256(repr(state).encode()).hexdigest()[:32]
