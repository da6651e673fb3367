"""`/meja/`: an officer registers somebody who stands before them, and helps people find their record."""

from functools import partial

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import wib_day
from okoce.programme import memory
from okoce.regions import places
from participants.claims import actions as claims
from participants.cleaning import registration_numbers
from participants.consents import texts as privacy_texts
from participants.people import repeats
from participants.people.models import Participant
from participants.people.models.participants import VIEW
from participants.registration.actions import register as registration
from participants.registration.forms.desk import DeskForm, NumberForm
from participants.registration.forms.submit import answers_from
from participants.registration.views.steps import receipt_page

SAME_NIK = "NIK yang sama dengan pendaftaran yang dibuka"
MAY, CHECK = "people.add_participant", "identity_checks.check_identity"
ELSEWHERE = "NIK ini sudah terdaftar di wilayah lain; hubungi Sudin untuk memindahkan pesertanya."
HERE = "NIK ini sudah terdaftar di wilayah Anda; buka datanya, jangan daftarkan lagi."


@permission_required(MAY, raise_exception=True)
@sensitive_post_parameters()
def register(request):
    year, area, known = memory.current_year(), request.user.areas_for(MAY), None
    if year is None:
        return render(request, "participants/registration/desk/closed.html")
    context = {"year": year, "area": area, "known": {"kecamatan": request.POST.get("kecamatan", "")}}
    if request.method == "POST" and "list" not in request.POST:
        form = DeskForm(request.POST, **context)
        if form.is_ready():
            with refusals.at_form(form):
                try:
                    made = repeats.once(form.key_for(request.user), partial(_register, request, form, year))
                    return redirect("participants:desk-done", pk=made)
                except registration.AlreadyRegistered as refused:
                    known = _known(request.user, refused.participant)
                    form.add_error("nik", HERE if known else ELSEWHERE)
    elif request.method == "POST":
        form = DeskForm(initial=DeskForm(request.POST, **context).typed_values(), **context)
    else:
        form = DeskForm(**context)
    form.before_drawing()
    known_url = reverse("participants:people-detail", args=[known.pk]) if known else None
    page = {
        "form": form,
        "known": known,
        "known_url": known_url,
        "notice": privacy_texts.NOTICE,
        "number_form": NumberForm(),
    }
    return render(request, "participants/registration/desk/edit.html", page)


def _register(request, form, year):
    return registration.register(
        answers_from(form),
        point=form.cleaned_data["registration_point"],
        year=year,
        by=request.user,
        check_identity=form.cleaned_data["card_checked"],
    ).participant


def _known(officer, participant):
    """The person if this officer may see them; that they looked is written down either way."""
    access_log.record(officer, AccessLog.Act.OPEN, participant, "NIK dicocokkan di meja pendaftaran")
    return participant if participant.allows(officer, VIEW) else None


@permission_required(MAY, raise_exception=True)
@require_safe
def done(request, pk):
    participant = get_object_or_404(Participant.objects.visible_to(request.user, MAY), pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, participant, "Dibuka di meja pendaftaran")
    page = {
        "participant": participant,
        "is_checked": participant.identity_checks.standing().exists(),
        "waiting": _waiting_with(participant, request.user),
    }
    return render(request, "participants/registration/desk/done.html", page)


def _waiting_with(participant, officer):
    """Online registrations of the same NIK in the officer's area; that they were shown is written down."""
    others = Participant.objects.sharing_nik_of(participant).filter(holds_nik=False).visible_to(officer, CHECK)
    others = list(others.defer("nik_sealed").order_by("pk"))
    access_log.record_many(officer, AccessLog.Act.OPEN, Participant, [each.pk for each in others], reason=SAME_NIK)
    return others


@permission_required(MAY, raise_exception=True)
@require_safe
def receipt(request, pk):
    participant = get_object_or_404(Participant.objects.visible_to(request.user, MAY), pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, participant, "Bukti pendaftaran dicetak di meja")
    page = receipt_page(
        number=participant.registration_number,
        name=participant.name,
        kecamatan=places.named(participant.kecamatan_id),
        sent_on=wib_day(participant.registered_at),
    )
    return render(request, "participants/registration/receipt.html", page)


@permission_required(MAY, raise_exception=True)
@require_safe
def find(request):
    """By registration number, that of a joined registration too. Not yours and not there look the same."""
    form = NumberForm(request.GET or None)
    number = registration_numbers.parse(form.cleaned_data["nomor"]) if form.is_valid() else None
    participant = _visible_with(number, request.user)
    page = {"form": form, "participant": participant, "was_asked": form.is_bound}
    if participant:
        access_log.record(request.user, AccessLog.Act.OPEN, participant, "Nomor pendaftaran dicari di meja")
        page["is_checked"] = participant.identity_checks.standing().exists()
        page["typed_number"] = number
    return render(request, "participants/registration/desk/detail.html", page)


@permission_required(CHECK, raise_exception=True)
@require_POST
def issue_code(request, pk):
    """Issue a one-time code for the account, which the officer reads out to the person."""
    participant = get_object_or_404(Participant.objects.visible_to(request.user, CHECK), pk=pk)
    with refusals.as_message(request):
        issued = claims.issue_at_desk(participant, by=request.user)
        reason = "Kode kata sandi baru diberikan di meja" if participant.user_id else "Kode akun diberikan di meja"
        access_log.record(request.user, AccessLog.Act.CHANGE, participant, reason)
        title = "Kode kata sandi baru" if participant.user_id else "Kode akun"
        page = {"participant": participant, "code": claims.code_of(issued), "title": title}
        page |= _who_else_uses(participant, request.user)
        return render(request, "participants/registration/desk/code.html", page)
    return redirect("participants:desk-done", pk=participant.pk)


def _who_else_uses(participant, officer):
    """Names of others of the same account whom the officer may see, and how many live elsewhere."""
    if not participant.user_id:
        return {}
    family = Participant.objects.owned_by(participant.user).exclude(pk=participant.pk)
    here = [each.name for each in family.visible_to(officer, CHECK).only("name").order_by("name_key", "pk")]
    return {"family": here, "elsewhere": family.count() - len(here)}


def _visible_with(number, user):
    found = claims.participant_with(number)
    if found is None:
        return None
    return Participant.objects.visible_to(user, MAY).filter(pk=found.pk).first()
