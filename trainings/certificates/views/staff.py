"""The certificates of a session, for its hosts: issued for all who came, printed, revoked with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.jobs.heartbeats import is_worker_alive
from okoce.jobs.models import Job
from okoce.kept_forms import again
from okoce.pagination import paged
from participants.people.forms import ReasonForm
from participants.people.models import Participant
from trainings.certificates import documents
from trainings.certificates.actions import bundles, certificates
from trainings.certificates.models import ISSUE, REVOKE, VIEW, Bundle, Certificate
from trainings.seats.models import Seat
from trainings.sessions.models import Session

CALENDAR = ("Pelatihan", "trainings:sessions-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_of_session(request, pk):
    session = _session(request, pk)
    found = session.certificates.order_by("participant__name_key", "kind", "pk")
    lost = set(session.certificates.without_basis().values_list("pk", flat=True))
    rows = [{"certificate": each, "has_lost_basis": each.pk in lost} for each in found]
    _log(request, AccessLog.Act.LIST, [each["certificate"] for each in rows], f"Sertifikat sesi {session} dilihat")
    came = session.seats.filter(state=Seat.State.ATTENDED)
    context = {
        "session": session,
        "rows": rows,
        "standing": sum(not row["certificate"].is_revoked for row in rows),
        **came.aggregate(came=Count("pk"), unchecked=Count("pk", filter=Q(participant__is_checked=False))),
        "may_issue": session.allows(request.user, ISSUE) and session.has_ended,
        "may_revoke": session.allows(request.user, REVOKE),
        "crumbs": crumbs(CALENDAR, _crumb(session), here="Sertifikat"),
    }
    return render(request, "trainings/certificates/list.html", context)


@require_POST
@permission_required(ISSUE, raise_exception=True)
def issue(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user, ISSUE), pk=pk)
    with refusals.as_message(request):
        made = certificates.issue_for_session(session, by=request.user)
        people = len({each.participant_id for each in made})
        if made:
            messages.success(request, f"{angka(len(made))} lembar diterbitkan untuk {angka(people)} orang.")
        else:
            messages.info(request, "Tidak ada yang baru diterbitkan: semua yang berhak sudah memegangnya.")
    return redirect("trainings:certificates-list", pk=pk)


@require_POST
@permission_required(VIEW, raise_exception=True)
def download_all(request, pk):
    """A few papers at once; more are drawn by a job, whose page is shown."""
    session = _session(request, pk)
    papers = documents.in_order(session.certificates)
    if 0 < len(papers) <= bundles.DRAWN_AT_ONCE:
        _log(request, AccessLog.Act.EXPORT, papers, f"Sertifikat sesi {session} diunduh")
        return _pdf(documents.of_session(papers, session), f"sertifikat-sesi-{pk}.pdf")
    with refusals.as_message(request):
        return redirect("trainings:certificates-bundle", pk=bundles.start(session, papers, by=request.user).pk)
    return redirect("trainings:certificates-list", pk=pk)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_bundle(request, pk):
    return _draw_bundle(request, pk, "trainings/certificates/bundle.html")


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_progress(request, pk):
    """The part of the page that changes while the file is drawn."""
    return _draw_bundle(request, pk, "trainings/certificates/_bundle.html")


@permission_required(VIEW, raise_exception=True)
@require_safe
def download_bundle(request, pk):
    """A file in which a paper was revoked since, or one is missing, is asked for anew."""
    ready = Bundle.objects.visible_to(request.user).filter(ready_at__isnull=False).select_related("session")
    bundle = get_object_or_404(ready, pk=pk)
    papers = documents.in_order(bundle.session.certificates)
    if documents.fingerprint(papers) != bundle.fingerprint:
        messages.info(request, "Sertifikat sesi ini berubah sejak berkas dibuat; unduh semuanya sekali lagi.")
        return redirect("trainings:certificates-list", pk=bundle.session_id)
    _log(request, AccessLog.Act.EXPORT, papers, f"Sertifikat sesi {bundle.session} diunduh")
    return _pdf(bytes(bundle.content), f"sertifikat-sesi-{bundle.session_id}.pdf")


@permission_required(REVOKE, raise_exception=True)
@require_safe
def list_changed(request):
    """Papers whose evidence fell away: the host revokes them, or puts the attendance right."""
    changed = Certificate.objects.hosted_by(request.user, REVOKE).without_basis()
    rows, pages = paged(request, changed.select_related("session"))
    _log(request, AccessLog.Act.LIST, rows, "Sertifikat yang dasarnya berubah diperiksa")
    context = {"certificates": rows, "crumbs": crumbs(CALENDAR, here="Dasar sertifikat berubah"), **pages}
    return render(request, "trainings/certificates/changed.html", context)


@permission_required(REVOKE, raise_exception=True)
def revoke(request, pk):
    hosted = Certificate.objects.hosted_by(request.user, REVOKE)
    certificate = get_object_or_404(hosted, pk=pk, revoked_at=None)
    form = again.bind(request, ReasonForm)
    if form.is_valid():
        with refusals.at_form(form):
            reached = certificates.revoke(certificate, by=request.user, reason=form.cleaned_data["reason"])
            done = f"{certificate.number} dicabut; siapa yang mengeceknya membaca itu. Peserta: {reached.in_words}."
            messages.success(request, done)
            return redirect("trainings:certificates-list", pk=certificate.session_id)
    _log(request, AccessLog.Act.OPEN, [certificate], "Sertifikat dibuka untuk dicabut")
    above = ("Sertifikat", "trainings:certificates-list", certificate.session_id)
    context = {"certificate": certificate, "form": form, "crumbs": crumbs(CALENDAR, above, here="Cabut")}
    return again.page(request, "trainings/certificates/revoke.html", context)


def _session(request, pk):
    return get_object_or_404(Session.objects.visible_to(request.user, VIEW), pk=pk)


def _crumb(session):
    return session.title, "trainings:sessions-detail", session.pk


def _log(request, act, papers, reason):
    people = sorted({each.participant_id for each in papers})
    access_log.record_many(request.user, act, Participant, people, reason=reason[:200])


def _pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _draw_bundle(request, pk, template):
    bundles_here = Bundle.objects.visible_to(request.user).select_related("session", "job").defer("content")
    bundle = get_object_or_404(bundles_here, pk=pk)
    is_drawn = bundle.ready_at is not None
    # A job that is done without a file found nothing to draw: every paper was revoked meanwhile.
    has_failed = not is_drawn and (bundle.job is None or bundle.job.state in (Job.State.DONE, Job.State.FAILED))
    is_over = is_drawn or has_failed
    context = {
        "bundle": bundle,
        "has_failed": has_failed,
        "is_over": is_over,
        "waits_for_worker": not is_over and not is_worker_alive(),
        "crumbs": crumbs(("Sertifikat", "trainings:certificates-list", bundle.session_id), here="Berkas"),
    }
    return render(request, template, context)
