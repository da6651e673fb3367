"""People invited to a session, and notified by a job."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import now
from okoce.formats import angka
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, restart
from trainings.invitations import candidates
from trainings.invitations.actions import notices
from trainings.invitations.models import INVITE, Invitation
from trainings.invitations.plans import plan_of
from trainings.seats.actions import seats
from trainings.sessions.models import Session

BATCH = 100
SEND = "invitations.send"
CLOSED = "Pemesanan untuk sesi ini sudah ditutup, jadi tidak ada yang dapat diundang lagi."
CHANGED = "Daftar undangan berubah sejak halaman ini dibuka. Belum ada yang diundang; periksa, lalu kirim lagi."
TOO_MANY = "Paling banyak {} orang lagi yang dapat diundang ke sesi ini."
NOBODY = "Tidak ada orang yang cocok untuk diundang: semua sudah diundang, punya kursi, atau tidak bisa pada jam itu."


@transaction.atomic
def invite(session, *, number, seen, without=(), by):
    """Invite the first `number` people who are proposed, leaving out those of `without`. Returns how many.

    `seen` is how many were invited when the page was drawn: the second press of a button invites nobody. Raise
    `ValidationError` when more were invited since, when booking is over, for more than may be invited, and when nobody
    fits; `PermissionDenied` for a session of another area.
    """
    session = Session.objects.select_related("kecamatan", "training__continues").get(pk=seats.lock(session.pk).pk)
    if not session.allows(by, INVITE):
        raise PermissionDenied
    if not session.is_bookable:
        raise ValidationError(CLOSED)
    plan = plan_of(session)
    if plan.invited != seen:
        raise ValidationError(CHANGED)
    if not 1 <= number <= plan.more:
        raise ValidationError(TOO_MANY.format(angka(plan.more)))
    left_out = set(without)
    people = [pk for pk in candidates.proposed(session, by, most=number + len(left_out)) if pk not in left_out]
    people = people[:number]
    if not people:
        raise ValidationError(NOBODY)
    made = Invitation.objects.bulk_create(
        Invitation(session=session, participant_id=person, invited_by=by) for person in people
    )
    enqueue(SEND, {"session": session.pk}, key=f"invitations:{session.pk}:{made[0].pk}", by=by)
    return len(people)


def send(session_id):
    """Notify everybody invited to a session who was not notified yet, a batch at a time. Idempotent.

    Returns how many people by this call. Nobody is notified of a session that was called off or closed meanwhile.
    """
    sent = 0
    while batch := _send_batch(session_id):
        sent += batch
    return sent


def jobs_of(session):
    """Return the jobs that send the invitations of a session."""
    return Job.objects.filter(name=SEND, key__startswith=f"invitations:{session.pk}:")


def send_again(session):
    """Start the jobs anew that failed to send invitations of a session."""
    for job in jobs_of(session).filter(state=Job.State.FAILED):
        restart(job)


@transaction.atomic
def _send_batch(session_id):
    session = seats.lock(session_id)
    waiting = (
        session.invitations.filter(notified_at=None)
        .select_related("participant__user")
        .select_for_update(of=("self",), no_key=True)  # who withdraws a consent meanwhile waits for it
        .defer("participant__nik_sealed")
    )
    batch = list(waiting.order_by("pk")[:BATCH]) if session.is_bookable else []
    for invitation in batch:
        invitation.session = session
        account = invitation.participant.user
        reached = account is not None and account.is_active
        invitation.channel = Invitation.Channel.MESSAGE if reached else Invitation.Channel.CALL
        invitation.notified_at = now()
    if batch:
        notices.invited(session, batch)
        Invitation.objects.bulk_update(batch, ["channel", "notified_at"])
    return len(batch)
