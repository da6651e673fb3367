"""Undo a merge within 30 days: two records again, each with what it had, unless something was built on it."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import kept_for
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.calls.actions import notices
from participants.journey.actions import journeys
from participants.journey.actions.tallies import add_tallies
from participants.journey.models import StageStanding
from participants.merges import snapshots
from participants.merges.actions import merging, proposing
from participants.merges.models import UNDO, Merge
from participants.people import proposals
from participants.people.models import Participant
from participants.people.models.proposals import UNDONE_WITHIN
from participants.twins.actions import deciding
from participants.twins.models import TwinCandidate

NO_REASON = "Tulis mengapa penyatuan ini dibatalkan."
OVER = "Penyatuan ini sudah dibatalkan, atau sudah lewat 30 hari."
TAKEN = (
    "Sejak disatukan, kursi, lapak, atau NIK data yang lama sudah dipakai lagi; penyatuan ini tidak dapat dibatalkan."
)
LATER_ONE = "Sesudahnya ada data lain yang disatukan ke sini; batalkan penyatuan yang lebih baru dulu."


def undo(merge, *, by, reason):
    """Make two records of one again, and return the merge.

    Raise `ValidationError` without a reason, after 30 days, outside the officer's area, and where something was built
    on what the merge wrote.
    """
    reason = proposals.words(reason, NO_REASON)
    try:
        return _undo(merge, by=by, reason=reason)
    except IntegrityError:
        raise ValidationError(TAKEN) from None


@transaction.atomic
def _undo(merge, *, by, reason):
    merging.lock_apps([merge.keep_id])
    keep = proposing.hold_people([merge.keep_id]).get(merge.keep_id)
    if keep is None:
        raise ValidationError(LATER_ONE)
    merge = proposals.hold_undoable(merge, OVER)
    if merge.keep_id != keep.pk:
        raise ValidationError(OVER)
    deciding.refuse_outsiders(keep, by=by, permission=UNDO)
    if Merge.objects.filter(keep=keep, state=Merge.State.DONE, decided_at__gt=merge.decided_at).exists():
        raise ValidationError(LATER_ONE)
    log = merge.log
    snapshots.refuse_built_on(log, [keep])
    _part(merge, keep, log)
    merge.state, merge.undone_at, merge.undone_by, merge.undo_reason = Merge.State.UNDONE, now(), by, reason
    merge.duplicate_id, merge.log = merge.former_id, None
    merge.save()
    Merge.objects.filter(pk__in=log["earlier"]).update(keep=merge.former_id)
    _settle_candidates(merge)
    for person in Participant.objects.filter(pk__in=[merge.keep_id, merge.former_id]).order_by("pk"):
        access_log.record(by, AccessLog.Act.CHANGE, person, f"Penyatuan {merge.former_number} dibatalkan")
        _tell(merge, person)
    return merge


def _part(merge, keep, log):
    """Write back what stood there, and count two people where one was counted."""
    counted = Counter({key: -people for key, people in journeys.registrations({keep.pk: keep}).items()})
    entry = log["changed"].get(f"{Participant._meta.label_lower}:{keep.pk}", {})
    if "programme_year" in entry:
        merging.change_year(keep, entry["programme_year"][0])
    snapshots.restore(log)
    people = Participant.objects.in_bulk([keep.pk, merge.former_id])
    counted.update(journeys.registrations(people))
    add_tallies(counted)
    journeys.refresh(list(people), reason=f"Penyatuan {merge.former_number} dibatalkan")
    _give_keys_back(people, log["standings"])


def _give_keys_back(people, before):
    """Of stages reached on one day the one that was written last counts as the last: they keep their keys."""
    current = merging.standings_of(list(people))
    if current == before or sorted(current.values()) != sorted(before.values()):
        return
    rows = {tuple(values): pk for pk, values in before.items()}
    standings = list(StageStanding.objects.filter(pk__in=current))
    snapshots.erase(StageStanding, list(current))
    for row in standings:
        row.pk = int(rows[tuple(current[str(row.pk)])])
    StageStanding.objects.bulk_create(standings)
    journeys.refresh(list(people))


def _settle_candidates(merge):
    """Who was parted is not proposed again: that they are two people is what was found out."""
    people = Participant.objects.in_bulk([merge.keep_id, merge.former_id])
    one, other = people[merge.keep_id], people[merge.former_id]
    candidates = TwinCandidate.objects.of(one, other)
    candidates.update(
        state=TwinCandidate.State.DIFFERENT,
        note=merge.undo_reason,
        decided_by=merge.undone_by,
        decided_at=merge.undone_at,
    )


def _tell(merge, person):
    notices.notify_participant(
        person,
        "merge_undone",
        topic=notices.topic_of_registrations(),
        key=f"merge_undone:{merge.pk}",
        subject="Penyatuan dua data dibatalkan",
        text=f"data Anda nomor {person.registration_number} kembali berdiri sendiri, dengan semua catatannya.",
    )


def forget_logs(*, is_dry=False):
    """Delete the logs of merges that can be undone no more. Returns how many."""
    over = Merge.objects.filter(state=Merge.State.DONE, decided_at__lte=now() - UNDONE_WITHIN)
    return kept_for.blank(over.exclude(log_sealed=b""), {"log_sealed": b""}, is_dry=is_dry)
