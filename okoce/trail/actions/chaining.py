"""The chain over the access log: lengthened each minute, checked each day and by a command."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from okoce.accounts.access_log import PEOPLE
from okoce.accounts.log_digests import digest_of
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.trail.chain import START, digest_after
from okoce.trail.models import AccessedPerson, ChainCheck, ChainHead, ChainLink

log = logging.getLogger(__name__)

AT_ONCE = 2_000  # rows of one run
# A transaction that began before others may commit its row after theirs: so far back a run looks for such rows.
OVERTAKEN = 10_000
LATE = dt.timedelta(minutes=10)  # a row that is not chained by then was written while no worker ran, or put in by hand
FOUND = {
    "removed": "baris {row} hilang dari catatan akses",
    "changed": "baris {row} berubah atau dipindah",
    "unlinked": "mata rantai ke-{position} hilang",
    "shortened": "mata rantai sesudah baris {row} hilang",
    "waiting": "baris {row} tidak masuk rantai",
}


@transaction.atomic
def lengthen():
    """Chain the rows that are not chained yet, and spread out whom they name; return how many rows. Idempotent.

    Of two at once one finds its places taken (`IntegrityError`): the role of the portal may lock no row of the chain.
    """
    head = ChainHead.objects.order_by("-position").first()
    rows = list(_waiting()[:AT_ONCE])
    if not rows:
        return 0
    position, digest, links = (head.position, head.digest, []) if head else (0, START, [])
    for row in rows:
        position, digest = position + 1, digest_after(digest, row)
        links.append(ChainLink(position=position, row=row.pk, digest=digest))
    ChainLink.objects.bulk_create(links)
    named = (AccessedPerson(row=row, person=pk) for row in rows if row.subject == PEOPLE for pk in row.people)
    AccessedPerson.objects.bulk_create(named, batch_size=AT_ONCE)
    head = ChainHead.objects.create(position=position, digest=digest)
    transaction.on_commit(lambda: log.info("Access log chained to %s", head))
    return len(rows)


def _waiting():
    """The rows that are in no link, oldest first, looked for near the end of the chain."""
    last = ChainLink.objects.aggregate(row=Max("row"))["row"] or 0
    rows = AccessLog.objects.filter(~Exists(ChainLink.objects.filter(row=OuterRef("pk"))))
    return rows.filter(pk__gt=last - OVERTAKEN).order_by("pk")


def check(*, how, head=None):
    """Check the whole chain and keep what was found; return the ChainCheck.

    `head` is "position:digest" from the job's log, for who does not trust the database to hold its own end.
    """
    rows, fault = _walk(head)
    return ChainCheck.objects.create(how=how, rows=rows, fault=fault)


def _walk(head):
    """(rows that are right, what is wrong with the first that is not, "" for nothing)."""
    heads = dict(ChainHead.objects.values_list("position", "digest"))
    if head:
        position, _, digest = head.partition(":")
        heads[int(position)] = digest
    former, place, last_row = START, 0, 0
    while links := list(ChainLink.objects.filter(position__gt=place).order_by("position")[:AT_ONCE]):
        rows = AccessLog.objects.in_bulk([link.row for link in links])
        for link in links:
            fault = _fault_of(link, rows.get(link.row), place + 1, former, heads)
            if fault:
                return place, FOUND[fault].format(row=link.row, position=place + 1)
            former, place, last_row = link.digest, link.position, link.row
    if heads and max(heads) > place:
        return place, FOUND["shortened"].format(row=last_row)
    outside = AccessLog.objects.filter(~Exists(ChainLink.objects.filter(row=OuterRef("pk"))), at__lt=now() - LATE)
    first = outside.order_by("pk").values_list("pk", flat=True).first()
    return place, FOUND["waiting"].format(row=first) if first else ""


def _fault_of(link, row, place, former, heads):
    if link.position != place:
        return "unlinked"
    if row is None:
        return "removed"
    fits = link.digest == digest_after(former, row) and (not row.digest or row.digest == digest_of(row.ids))
    return "" if fits and heads.get(place, link.digest) == link.digest else "changed"
