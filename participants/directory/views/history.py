"""What was changed in somebody's records, when and by whom: for the officers who keep them right."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.pk_parsing import row_number
from participants.directory import history_display
from participants.journey.views.evidence_pages import crumbs_of
from participants.people.models import Participant

CHANGE = "people.change_participant"
SIZE = 20


@permission_required(CHANGE, raise_exception=True)
@require_GET
def list_changes(request, pk):
    people = Participant.objects.supervised_by(request.user, CHANGE)
    person = get_object_or_404(people.select_related("user").defer("nik_sealed"), pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person)
    page = row_number(request.GET.get("halaman")) or 1
    events, has_more = history_display.of_person(person, seen_by=request.user, first=(page - 1) * SIZE)
    context = {
        "person": person,
        "events": events,
        "crumbs": crumbs_of(person, request.user, "Riwayat perubahan"),
        "previous_url": f"?halaman={page - 1}" if page > 1 else "",
        "next_url": f"?halaman={page + 1}" if has_more else "",
    }
    return render(request, "participants/directory/history.html", context)
