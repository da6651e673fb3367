"""`/peserta/pembetulan/`: what stands on cards is proposed, confirmed by a second officer, undone within 30 days."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.formats import tanggal
from okoce.kept_forms import again
from okoce.pagination import paged_work
from participants.corrections import card
from participants.corrections.actions import confirming, proposing
from participants.corrections.forms import CorrectionForm
from participants.corrections.models import ADD, CONFIRM, UNDO, VIEW, Correction
from participants.people.forms import ReasonForm
from participants.people.models import Participant
from participants.people.reason_door import ask_reason, asked_reason, required_reason

TITLE = "Pembetulan data KTP"
PEOPLE, CORRECTIONS = ("Peserta", "participants:people-list"), (TITLE, "participants:corrections-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_corrections(request):
    """Proposals and corrections, newest first. What people ask for stands among the requests of rights."""
    corrections = Correction.objects.visible_to(request.user)
    rows, parts = paged_work(
        request,
        corrections,
        corrections.select_related("participant", "proposed_by").defer("values_sealed", "participant__nik_sealed"),
    )
    people = {row.participant_id for row in rows}
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, sorted(people), TITLE)
    context = parts | {
        "corrections": rows,
        "title": TITLE,
        "crumbs": crumbs(PEOPLE, here=TITLE),
    }
    return render(request, "participants/corrections/list.html", context)


@permission_required(VIEW, raise_exception=True)
def show_correction(request, pk):
    correction = _correction(request, pk, VIEW)
    person = correction.participant
    reason = asked_reason(request, person)
    if reason is None:
        return ask_reason(request, person, above=CORRECTIONS)
    access_log.record(request.user, AccessLog.Act.OPEN, person, reason or TITLE)
    values, waits = correction.values, correction.state == Correction.State.WAITING
    context = {
        "correction": correction,
        "person": person,
        "rows": card.side_by_side(values["old"], values["new"]),
        "warnings": card.warnings(values["new"], kelurahan=person.kelurahan_id, today=today()) if waits else [],
        "waits": waits,
        "is_own": correction.proposed_by_id == request.user.pk,
        "may_confirm": waits and correction.allows(request.user, CONFIRM),
        "may_undo": correction.may_be_undone and correction.allows(request.user, UNDO),
        "form": ReasonForm(),
        "crumbs": crumbs(CORRECTIONS, here=person.registration_number),
    }
    return render(request, "participants/corrections/detail.html", context)


@permission_required(ADD, raise_exception=True)
def propose_correction(request, pk):
    people = Participant.objects.kept().supervised_by(request.user, ADD).for_detail()
    person = get_object_or_404(people, pk=pk)
    initial = {"name": person.name, "birth_on": f"{person.birth_on:%d/%m/%Y}", "sex": person.sex}
    form = again.bind(request, CorrectionForm, initial=initial)
    if form.is_valid():
        with refusals.at_form(form):
            made = proposing.propose(person, by=request.user, **form.proposed)
            messages.success(request, "Usulan tersimpan. Data berubah setelah petugas kedua mengesahkannya.")
            return redirect("participants:corrections-detail", pk=made.pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, TITLE)
    context = {
        "form": form,
        "person": person,
        "asked": person.rights_requests.corrections().first(),
        "waiting": person.corrections.waiting().first(),
        "stored": [
            {"label": "Nama", "value": person.name},
            {"label": "NIK", "value": person.nik_masked},
            {"label": "Tanggal lahir", "value": tanggal(person.birth_on)},
            {"label": "Jenis kelamin", "value": person.get_sex_display()},
        ],
        "crumbs": crumbs(PEOPLE, (person.name, "participants:people-detail", person.pk), here="Betulkan data KTP"),
    }
    return again.page(request, "participants/corrections/propose.html", context)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def confirm_correction(request, pk):
    correction = _correction(request, pk, CONFIRM)
    with refusals.as_message(request):
        confirming.confirm(correction, by=request.user)
        messages.success(request, "Data sudah dibetulkan. Pesertanya dikabari.")
    return redirect("participants:corrections-detail", pk=pk)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def refuse_correction(request, pk):
    correction = _correction(request, pk, CONFIRM)
    with refusals.as_message(request):
        proposing.refuse(correction, by=request.user, answer=required_reason(request))
        messages.success(request, "Usulan ditolak. Pengusulnya dikabari.")
    return redirect("participants:corrections-detail", pk=pk)


@permission_required(ADD, raise_exception=True)
@require_POST
def withdraw_correction(request, pk):
    correction = _correction(request, pk, ADD)
    with refusals.as_message(request):
        proposing.withdraw(correction, by=request.user)
        messages.success(request, "Usulan ditarik; data tetap seperti semula.")
    return redirect("participants:corrections-detail", pk=pk)


@permission_required(UNDO, raise_exception=True)
@require_POST
def undo_correction(request, pk):
    correction = _correction(request, pk, UNDO)
    with refusals.as_message(request):
        confirming.undo(correction, by=request.user, reason=required_reason(request))
        messages.success(request, "Data kembali seperti sebelum dibetulkan. Pesertanya dikabari.")
    return redirect("participants:corrections-detail", pk=pk)


def _correction(request, pk, permission):
    return get_object_or_404(Correction.objects.visible_to(request.user, permission).with_people(), pk=pk)
