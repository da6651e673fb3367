"""Inviting people to a session: how many and why, whom, and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.jobs.heartbeats import is_worker_alive
from okoce.jobs.models import Job
from okoce.pagination import paged
from participants.calls.models import Topic
from participants.calls.models.notices import VIEW as SEE_NOTICES
from participants.calls.queries import topic_number
from participants.people.models import Participant
from trainings.invitations import candidates
from trainings.invitations.actions import inviting
from trainings.invitations.counts import counts_of
from trainings.invitations.forms import SHOWN, InviteForm
from trainings.invitations.models import INVITE, VIEW
from trainings.invitations.plans import plan_of
from trainings.sessions.models import Session

NOBODY = (
    "Semua di wilayah Anda sudah punya modul sesi ini, sudah diundang, memegang kursi, atau tidak bisa pada jam itu."
)
NO_GRADUATE = (
    "Semua lulusan pelatihan sebelumnya di wilayah Anda sudah ikut, sudah diundang, memegang kursi, atau tidak bisa "
    "pada jam itu."
)
LOOKED_AT = "Undangan pelatihan dilihat"
CALENDAR = ("Pelatihan", "trainings:sessions-list")


@permission_required(VIEW, raise_exception=True)
def show_invitations(request, pk):
    session = _session(request, pk)
    may_invite = session.allows(request.user, INVITE) and session.is_bookable
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals.at_form(form):
            invited = inviting.invite(
                session,
                number=form.cleaned_data["number"],
                seen=form.cleaned_data["seen"],
                without=form.without,
                by=request.user,
            )
            messages.success(request, f"{angka(invited)} orang diundang. Kabarnya sedang dikirim.")
            return redirect("trainings:invitations-list", pk=pk)
    return render(request, "trainings/invitations/list.html", _context(request, session, form, may_invite=may_invite))


@permission_required(VIEW, raise_exception=True)
def show_progress(request, pk):
    """How many of those invited were notified, while a job does it."""
    session = _session(request, pk)
    return render(request, "trainings/invitations/_progress.html", _progress(session, counts_of(session)))


@permission_required(INVITE, raise_exception=True)
@require_POST
def send_again(request, pk):
    """After a job failed."""
    session = get_object_or_404(Session.objects.visible_to(request.user, INVITE), pk=pk)
    inviting.send_again(session)
    messages.success(request, "Kabar undangan dikirim lagi kepada yang belum dikabari.")
    return redirect("trainings:invitations-list", pk=pk)


def _session(request, pk):
    found = Session.objects.visible_to(request.user, VIEW).exclude(state=Session.State.DRAFT)
    return get_object_or_404(found.select_related("venue", "training__continues", "kecamatan"), pk=pk)


def _context(request, session, form, *, may_invite):
    plan = plan_of(session)
    people = candidates.proposed(session, request.user, most=plan.more) if may_invite else []
    invitations = session.invitations.select_related("participant", "seat").defer("participant__nik_sealed")
    rows, addresses = paged(request, invitations.with_positions())
    for invitation in rows:
        invitation.session = session
        if invitation.seat:
            invitation.seat.position = invitation.position
    shown = Participant.objects.only("name", "kelurahan_id", "is_checked")
    named = shown.in_bulk(people[:SHOWN])
    opened = {*named, *(invitation.participant_id for invitation in rows)}
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, opened, reason=LOOKED_AT)
    return (
        addresses
        | _progress(session, plan.counts)
        | {
            "plan": plan,
            "form": form,
            "continued": candidates.continued(session),
            "may_invite": may_invite,
            "number": len(people),
            "people": [named[person] for person in people[:SHOWN]],
            "others": len(people) - SHOWN if len(people) > SHOWN else 0,
            "shown": "-".join(map(str, people[:SHOWN])),
            "nobody_fits": NO_GRADUATE if candidates.continued(session) else NOBODY,
            "too_few": may_invite and len(people) < plan.more,
            "invitations": rows,
            "notified": topic_number(Topic.Kind.SESSION, session.pk) if request.user.has_perm(SEE_NOTICES) else None,
            "crumbs": crumbs(CALENDAR, (session.title, "trainings:sessions-detail", session.pk), here="Undangan"),
        }
    )


def _progress(session, counts):
    is_sending = session.is_bookable and counts.notified < counts.invited
    failed = is_sending and inviting.jobs_of(session).filter(state=Job.State.FAILED).exists()
    return {
        "session": session,
        "counts": counts,
        "is_sending": is_sending and not failed,
        "has_failed": failed,
        "waits_for_worker": is_sending and not is_worker_alive(),
    }
