"""Proposals: asked for, worked out by a job, made drafts once, forgotten after a time."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce import kept_for
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, restart
from okoce.programme import memory
from trainings.planner.answers import answer_of
from trainings.planner.models import ADD, LeftOut, Proposal
from trainings.planning.actions import series

KEPT_FOR = kept_for.lasts("planner_proposals")
JOB = "planner.propose"
ACCEPTED = "Usulan ini sudah dijadikan rancangan. Lihat sesinya di kalender."
NO_YEAR = "Tanggal ini di luar semua tahun program. Pilih tanggal lain."
NOT_DONE = "Usulan ini belum selesai dihitung."


@transaction.atomic
def ask(*, kecamatan, first_on, weeks, most_sessions, seats, has_all_day, by):
    """Ask for a proposal and return it; a job works it out.

    Raise `PermissionDenied` outside the area in which `by` plans sessions, `ValidationError` for a day of no year.
    """
    if kecamatan not in by.areas_for(ADD):
        raise PermissionDenied
    year = memory.year_on(first_on)
    if year is None:
        raise ValidationError(NO_YEAR)
    proposal = Proposal.objects.create(
        kecamatan_id=kecamatan,
        programme_year=year,
        first_on=first_on,
        weeks=weeks,
        most_sessions=most_sessions,
        seats=seats,
        has_all_day=has_all_day,
        made_by=by,
    )
    proposal.job = enqueue(JOB, {"proposal": proposal.pk}, key=f"proposal:{proposal.pk}", by=by)
    proposal.save(update_fields=["job"])
    return proposal


def propose(proposal, *, solve=None):
    """Work a proposal out by `solve` (None: the solver, which this loads).

    Return the function that writes it down, None when it has its result. It is called in the transaction that marks
    the job as done.
    """
    if proposal.done_at:
        return None
    if solve is None:
        from trainings.planner.solving import solve  # 60 MB, for the job alone

    result, left_out = answer_of(proposal, solve)

    def finish():
        fresh = Proposal.objects.filter(pk=proposal.pk, done_at=None)
        if fresh.update(result=result, done_at=now()):
            LeftOut.objects.bulk_create(
                LeftOut(proposal_id=proposal.pk, participant_id=pk, reason=why.reason, module_id=why.module)
                for pk, why in left_out.items()
            )

    return finish


@transaction.atomic
def try_again(proposal, *, by):
    """Give the failed job of a proposal new attempts; nothing happens to another one.

    Raise `PermissionDenied` outside the area in which `by` plans sessions.
    """
    if not proposal.allows(by):
        raise PermissionDenied
    if proposal.job and proposal.state == Job.State.FAILED:
        restart(proposal.job)


@transaction.atomic
def accept(proposal, drafts, *, by, agency, chosen, seen):
    """Store what was chosen of a proposal as drafts of sessions, once, and return them.

    `drafts`, `chosen` and `seen` as in trainings/planning/actions/series.py: save. Raise `PermissionDenied` outside the
    area of `by`; `ValidationError` when it was accepted before, is not done, and for what `save` refuses.
    """
    if not proposal.allows(by):
        raise PermissionDenied
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.accepted_at:
        raise ValidationError(ACCEPTED)
    if not locked.done_at:
        raise ValidationError(NOT_DONE)
    sessions = series.save(drafts, by=by, agency=agency, chosen=chosen, seen=seen)
    locked.accepted_by, locked.accepted_at = by, now()
    locked.save(update_fields=["accepted_by", "accepted_at"])
    return sessions


def forget_old(*, is_dry=False):
    """Delete proposals older than KEPT_FOR, with the people in them. Returns how many."""
    return kept_for.delete(Proposal.objects.filter(made_at__lt=now() - KEPT_FOR), is_dry=is_dry)
