"""What a link of the chain is computed over."""

import datetime as dt
import json

from okoce.accounts.log_digests import keyed

START = "0" * 64


def digest_after(former, row):
    """Return the digest of a link: over the one before it and everything that a row of the log says."""
    content = [
        row.pk,
        row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        row.actor_id,
        row.actor_role,
        row.area,
        row.act,
        row.page,
        row.kinds,
        row.subject,
        row.subject_id,
        row.people,
        row.count,
        row.digest,
        row.reason,
    ]
    return keyed(f"{former}\n{json.dumps(content, ensure_ascii=False)}")
