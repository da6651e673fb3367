"""My data: what is kept, who looked at it, what I agreed to, and a copy to take along."""

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from participants.consents import actions as consents
from participants.consents import memory as privacy_texts
from participants.consents import panels as consent_panels
from participants.journey.views.journeys import own_people
from participants.moves import panels as moves
from participants.people import display as people_shown
from participants.privacy import own_data

READ = 50  # openings of one's data that the page holds
SHOWN = 4  # of them without unfolding the older ones


@require_GET
def privacy(request):
    people = list(own_people(request.user))
    if len(people) == 1:
        return _show(request, people[0])
    return render(request, "participants/privacy/list.html", {"people": people, "notice": privacy_texts.notice()})


@require_GET
def privacy_of(request, number):
    return _show(request, _own(request, number))


@require_POST
def answer_consent(request, number):
    """One click gives, one click withdraws."""
    participant = _own(request, number)
    is_given = request.POST.get("is_given") == "yes"
    with refusals.as_message(request):
        consents.answer(
            participant,
            request.POST.get("purpose", ""),
            is_given=is_given,
            channel="daring",
            shown=request.POST.get("text", ""),
        )
        messages.success(request, "Persetujuan dicatat." if is_given else "Persetujuan ditarik dan tidak dipakai lagi.")
    return redirect("participants:privacy-detail", number=number)


def notice_of(request, number):
    """The notice of today and those before it; pressing says that the one of today was read."""
    participant = _own(request, number)
    if request.method == "POST":
        with refusals.as_message(request):
            consents.note_read(participant, shown=request.POST.get("text", ""))
            messages.success(request, "Tercatat: pemberitahuan ini sudah Anda baca.")
            return redirect("participants:privacy-detail", number=number)
    versions = consent_panels.notices(participant)
    context = {
        "person": participant,
        "current": next(version for version in versions if version["is_current"]),
        "older": [version for version in versions if not version["is_current"]],
        "is_unread": consents.unread_notice(participant) is not None,
        "crumbs": crumbs(("Data saya", "participants:privacy-detail", number), here="Pemberitahuan privasi"),
    }
    return render(request, "participants/privacy/notice.html", context)


@require_GET
def download(request, number):
    participant = _own(request, number)
    copy = own_data.export(participant, by=request.user)
    access_log.record(request.user, AccessLog.Act.EXPORT, participant)
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="data-saya-{participant.registration_number}.json"'
    return response


def _show(request, participant):
    looks = [
        {
            "at": entry.at,
            "who": own_data.role_in_words(entry),
            "act": entry.get_act_display(),
            "kinds": entry.kinds_in_words,
            "reason": entry.reason,
        }
        for entry in own_data.access_entries(participant, apart_from=request.user)[:READ]
    ]
    asked, history = consent_panels.consents(participant)
    context = {
        "person": participant,
        "facts": people_shown.contact(participant),
        "business": people_shown.business(participant),
        "moves": moves.own_moves(participant),
        "looks": looks[:SHOWN],
        "older_looks": looks[SHOWN:],
        "consents": asked,
        "consent_history": history,
        "new_notice": consent_panels.new_notice(participant),
        "panels": [import_string(name)(participant) for name in settings.OWN_DATA_PANELS],
    }
    return render(request, "participants/privacy/detail.html", context)


def _own(request, number):
    return get_object_or_404(own_people(request.user), registration_number=number)
