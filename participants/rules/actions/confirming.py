"""A second person confirms: the effect is counted again, and only one that was seen takes effect.

From its counting on every person of the year is locked, and so is the year; evidence waits for the end of the
transaction and is judged by the new rules. So whom a change moved are exactly those that its page lists.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import history
from okoce.clock import day_starts_at, now
from okoce.formats import tanggal
from okoce.jobs.outbox import enqueue
from okoce.programme.models import ProgrammeYear
from participants.journey.actions import journeys
from participants.rules import effects, proposed
from participants.rules.actions.proposing import hold, keep_effect, notify_about, refuse_own
from participants.rules.models import RuleChange

CARRY_OUT_JOB = "rules.carry_out"
State = RuleChange.State
NOT_COUNTED = "Dampaknya belum selesai dihitung; tunggu sebentar."
COUNTED_ANEW = "Dampaknya sudah dihitung ulang sejak halaman ini dibuka; lihat dulu, lalu sahkan."


@transaction.atomic
def confirm(change, *, by, seen):
    """Confirm a proposal as second person; a job counts again and lets it take effect. Return it.

    `seen`: the digest of the effect that stood on the page. Raise `ValidationError` for one's own proposal, when it was
    decided before, and where the effect is not counted or was counted anew; `PermissionDenied` for who may not.
    """
    change = hold(change)
    refuse_own(change, by=by)
    if not change.is_counted:
        raise ValidationError(NOT_COUNTED)
    if change.digest != seen:
        raise ValidationError(COUNTED_ANEW)
    change.state, change.decided_at, change.decided_by = State.CHECKING, now(), by
    change.confirmed, change.moved_meanwhile = change.effect, False
    _by_job(change, by=by)
    return change


@transaction.atomic
def carry_out(pk):
    """Count a confirmed change again, and let it take effect from its day on. Idempotent.

    Where facts moved since it was confirmed the new effect waits for another confirmation. A change that was confirmed
    for a later day takes effect then in any case; its page shows both effects.
    """
    change = RuleChange.objects.select_for_update(of=("self",)).select_related("programme_year").get(pk=pk)
    is_checking = change.state == State.CHECKING
    if not (is_checking or (change.state == State.CONFIRMED and change.is_due)):
        return
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=change.programme_year_id)
    at, seen = now(), change.digest
    found = effects.moves(change, lock=change.is_due)
    keep_effect(change, found, at=at)
    if is_checking and change.digest != seen:
        _ask_again(change)
    elif change.is_due:
        _take_effect(change, at=at)
    else:
        change.state = State.CONFIRMED
        _by_job(change, by=change.decided_by, due_at=day_starts_at(change.counts_from))


def _ask_again(change):
    confirmed_by = change.decided_by
    change.state, change.decided_at, change.decided_by = State.WAITING, None, None
    change.confirmed, change.moved_meanwhile = {}, True
    change.save()
    notify_about(change, confirmed_by, "belum berlaku: data peserta berubah sejak dampaknya dihitung. Sahkan lagi.")


def _take_effect(change, *, at):
    """The people are locked already."""
    year, reason = change.programme_year, f"Aturan {change.programme_year.year} berubah {tanggal(change.counts_from)}"
    year.refresh_from_db()
    with history.acting(change.decided_by, change.reason):
        proposed.write(year, change.values)
    for ids in effects.batches(year.pk):
        journeys.refresh(ids, reason=reason)
    change.state, change.took_effect_at = State.DONE, at
    change.save()
    notify_about(change, change.proposed_by, "sudah berlaku.")


def _by_job(change, *, by, due_at=None):
    key = f"rules:{change.pk}:{now():%Y%m%d%H%M%S%f}"
    change.job = enqueue(CARRY_OUT_JOB, {"change": change.pk}, key=key, by=by, due_at=due_at)
    change.save()
