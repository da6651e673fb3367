"""`/meja/`: an officer registers somebody who stands before them, and helps people find their record.

Mentors register too, by a form of their own (mentor_desk.py); all else of the desk is for those who check cards.
"""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import wib_day
from okoce.kept_forms import again
from okoce.programme import memory
from okoce.regions import places
from participants.claims import accounts
from participants.claims import actions as claims
from participants.cleaning import registration_numbers
from participants.consents import memory as privacy_texts
from participants.people import repeats, same_nik
from participants.people.models import Participant
from participants.people.models.participants import VIEW
from participants.registration.actions import drafts
from participants.registration.actions import register as registration
from participants.registration.forms.desk import DeskForm, NumberForm
from participants.registration.forms.submit import answers_from
from participants.registration.views import desk_questions, mentor_desk, similar_people, waiting
from participants.registration.views.steps import receipt_page

MAY, CHECK = "people.add_participant", "identity_checks.check_identity"
ELSEWHERE = "NIK ini sudah terdaftar di wilayah lain; hubungi Sudin untuk memindahkan pesertanya."
HERE = "NIK ini sudah terdaftar di wilayah Anda; buka datanya, jangan daftarkan lagi."
NOT_WAITING = "Isian itu sudah selesai, sudah lewat 14 hari, atau menunggu di kecamatan lain; lihat buktinya."
PROVED = "Nomor HP ini kini cara masuk ke akunnya."
PROVED_FIRST = f"{PROVED} Beri kode kata sandi baru, supaya ia bisa masuk."


@permission_required(MAY, raise_exception=True)
@sensitive_post_parameters()
def register(request):
    """A form left by its sender is filled in here; what was posted and refused is shown again."""
    year, area, draft = memory.current_year(), request.user.areas_for(MAY), _draft(request)
    if year is None:
        return render(request, "participants/registration/desk/closed.html")
    if not area:
        return mentor_desk.register(request, year)
    if draft is None and waiting.PARAMETER in request.GET:
        messages.warning(request, NOT_WAITING)
        return redirect("participants:desk-register")
    typed = drafts.typed(draft) if draft else {}
    form, known = _form(request, typed, year=year, area=area), None
    is_sent = request.method == "POST" and "list" not in request.POST
    similar = similar_people.unseen(form, request.user) if is_sent and form.is_valid() else {}
    if is_sent and form.is_ready() and not similar:
        with refusals.at_form(form):
            try:
                made = repeats.once(form.key_for(request.user), partial(_register, request, form, year, draft))
                return redirect("participants:desk-done", pk=made)
            except registration.AlreadyRegistered as refused:
                known = _known(request.user, refused.participant)
                form.add_error("nik", HERE if known else ELSEWHERE)
    page = {
        "form": form,
        "draft": draft,
        "draft_name": typed.get("name", ""),
        "notice": privacy_texts.notice(),
        "number_form": NumberForm(),
    }
    shown = {"known": known.pk} if known else {"similar": similar} if similar else None
    is_judged = "list" not in request.POST
    if request.method == "GET":
        if draft is None and again.is_blank(request):
            page["questions"] = desk_questions.blank(form)
        form.before_drawing()
        page |= {"known": _known_again(request), "waiting": waiting.of_user(request.user).count()}
        page["similar"] = similar_people.shown_again(request, form)
    return again.page(request, "participants/registration/desk/edit.html", page, is_judged=is_judged, shown=shown)


def _form(request, typed, *, year, area):
    """With what is posted or was kept, else with what its sender typed."""
    kept = again.found_here(request) if request.method == "GET" else None
    place = request.POST.get("kecamatan") or (kept and kept.data.get("kecamatan")) or typed.get("kecamatan", "")
    return again.bind(request, DeskForm, initial=typed, year=year, area=area, known={"kecamatan": place})


def _draft(request):
    """The form named in the address, if it waits where this officer registers people."""
    number = registration_numbers.parse_for_desk(request.GET.get(waiting.PARAMETER))
    return waiting.of_user(request.user).filter(desk_number=number).first() if number else None


def _register(request, form, year, draft):
    made = registration.register(
        answers_from(form),
        point=form.cleaned_data["registration_point"],
        year=year,
        draft=draft,
        by=request.user,
        check_identity=form.cleaned_data["card_checked"],
    ).participant
    if draft and made:
        access_log.record(request.user, AccessLog.Act.OPEN, made, f"Isian daring {draft.desk_number} dibuka di meja")
    if made is None:
        raise ValidationError(NOT_WAITING)
    return made


def _known_again(request):
    """The person whose NIK was typed, on the page that shows the refusal again."""
    kept = again.found_here(request)
    number = kept and kept.shown.get("known")
    known = Participant.objects.visible_to(request.user, VIEW).filter(pk=number).first() if number else None
    if known:
        access_log.record(request.user, AccessLog.Act.OPEN, known, "NIK dicocokkan di meja pendaftaran")
    return known


def _known(officer, participant):
    """The person if this officer may see them; that they looked is written down either way."""
    access_log.record(officer, AccessLog.Act.OPEN, participant, "NIK dicocokkan di meja pendaftaran")
    return participant if participant.allows(officer, VIEW) else None


@permission_required(CHECK, raise_exception=True)
@require_safe
def done(request, pk):
    participant = get_object_or_404(Participant.objects.visible_to(request.user, CHECK), pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, participant, "Dibuka di meja pendaftaran")
    page = {
        "participant": participant,
        "is_checked": participant.identity_checks.standing().exists(),
        "waiting": same_nik.of(participant, seen_by=request.user).waiting,
    }
    return render(request, "participants/registration/desk/done.html", page)


@permission_required(CHECK, raise_exception=True)
@require_safe
def receipt(request, pk):
    participant = get_object_or_404(Participant.objects.visible_to(request.user, CHECK), pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, participant, "Bukti pendaftaran dicetak di meja")
    page = receipt_page(
        number=participant.registration_number,
        name=participant.name,
        kecamatan=places.named(participant.kecamatan_id),
        sent_on=wib_day(participant.registered_at),
    )
    return render(request, "participants/registration/receipt.html", page)


@permission_required(CHECK, raise_exception=True)
@require_safe
def find(request):
    """By registration number, that of a joined registration too, or by the number of a form that waits.

    Not yours and not there look the same.
    """
    if number := registration_numbers.parse_for_desk(request.GET.get("nomor")):
        address = reverse("participants:desk-register")
        return redirect(f"{address}?{urlencode({waiting.PARAMETER: number})}")
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


@permission_required(CHECK, raise_exception=True)
@require_POST
def prove_phone(request, pk):
    """The person stands there with their card: their phone becomes a log-in of an account of their own."""
    participant = get_object_or_404(Participant.objects.visible_to(request.user, CHECK), pk=pk)
    with refusals.as_message(request):
        account = accounts.prove_phone(participant, by=request.user)
        access_log.record(request.user, AccessLog.Act.CHANGE, participant, "Nomor HP dipastikan sebagai cara masuk")
        messages.success(request, PROVED if account.has_usable_password() else PROVED_FIRST)
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
    return Participant.objects.visible_to(user, CHECK).filter(pk=found.pk).first()
