"""`/meja/` for a mentor: the short form without the card check, answered alike for a known and an unknown NIK."""

from datetime import date

from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from okoce import rates, refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.kept_forms import again
from participants.consents import memory as privacy_texts
from participants.people.models import Participant
from participants.registration.actions import assisted
from participants.registration.forms.desk import MentorDeskForm
from participants.registration.forms.submit import answers_from
from participants.registration.views import desk_questions, draft_cookie
from participants.registration.views.steps import receipt_page

RATES = {"send": "40/h/key"}
TOO_MANY = "Anda sudah mengirim banyak pendaftaran; lanjutkan satu jam lagi, atau antar orangnya ke meja kecamatan."
MENTEE = "NIK ini milik orang yang sudah Anda dampingi; buka datanya, jangan daftarkan lagi."


def register(request, year):
    """The form, and its answer: a link where the person is a mentee already, else a receipt of what was typed."""
    form, mentee = _form(request, year), None
    is_judged = "list" not in request.POST
    if request.method == "POST" and is_judged and form.is_ready():
        mentee = _mentee_with(form.cleaned_data["nik"], request.user)
        if mentee:
            form.add_error("nik", MENTEE)
        elif sent := _send(request, form, year):
            return redirect("participants:desk-sent", token=draft_cookie.receipt_token(sent))
    page = {"form": form, "notice": privacy_texts.notice(), "is_mentor": True}
    if request.method == "GET":
        if again.is_blank(request):
            page["questions"] = desk_questions.blank(form)
        form.before_drawing()
        page["known"] = _mentee_again(request)
    shown = {"known": mentee.pk} if mentee else None
    return again.page(request, "participants/registration/desk/edit.html", page, is_judged=is_judged, shown=shown)


def _form(request, year):
    kept = again.found_here(request) if request.method == "GET" else None
    place = request.POST.get("kecamatan") or (kept and kept.data.get("kecamatan")) or ""
    area = request.user.mentored_area()
    return again.bind(request, MentorDeskForm, year=year, area=area, known={"kecamatan": place})


@permission_required("people.add_participant", raise_exception=True)
@require_safe
def sent(request, token):
    """What was typed and the number, alike for everybody: it is found by its draft, not by a person."""
    draft = draft_cookie.by_receipt_token(token)
    if draft is None:
        return render(request, "participants/registration/receipt_expired.html", status=404)
    values = draft.answers
    page = receipt_page(**values | {"sent_on": date.fromisoformat(values["sent_on"])})
    page["receipt_url"] = reverse("participants:registration-receipt", args=[token])
    return render(request, "participants/registration/desk/sent.html", page)


def _send(request, form, year):
    if not rates.is_within(request, "mentor-desk", RATES["send"], key=str(request.user.pk)):
        form.add_error(None, TOO_MANY)
        return None
    with refusals.at_form(form):
        return assisted.register_for(
            answers_from(form),
            by=request.user,
            key=form.key_for(request.user),
            point=form.cleaned_data["registration_point"],
            year=year,
        )
    return None


def _mentee_again(request):
    """The mentee whose NIK was typed, on the page that shows the refusal again."""
    kept = again.found_here(request)
    number = kept and kept.shown.get("known")
    return _opened(Participant.objects.supervised_by(request.user).filter(pk=number), request.user) if number else None


def _mentee_with(nik, mentor):
    return _opened(Participant.objects.supervised_by(mentor).with_nik(nik), mentor)


def _opened(people, mentor):
    mentee = people.defer("nik_sealed").first()
    if mentee:
        access_log.record(mentor, AccessLog.Act.OPEN, mentee, "NIK dicocokkan saat mendaftarkan")
    return mentee
