"""The page of what somebody did of the year's modules."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.formats import angka
from participants.journey.views.evidence_pages import crumbs_of
from trainings.attendance import history

TITLE = "Riwayat pelatihan"


@require_GET
def show_history(request, number):
    """One's own people, a mentee, or somebody one may book for; an opening by others is written down."""
    people = history.readable_by(request.user).defer("nik_sealed")
    person = get_object_or_404(people, registration_number=number)
    if not person.belongs_to(request.user):
        access_log.record(request.user, AccessLog.Act.OPEN, person, TITLE)
    seats = history.seats_of(person)
    modules = history.modules_of(person, seats)
    done = sum(module.is_done for module in modules)
    context = {
        "person": person,
        "modules": modules,
        "seats": seats,
        "lead": f"{angka(done)} dari {angka(len(modules))} modul wajib selesai.",
        "crumbs": crumbs_of(person, request.user, TITLE),
    }
    return render(request, "trainings/attendance/history.html", context)
