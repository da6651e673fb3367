"""The list of people as a spreadsheet, with the filters of the page it is taken from."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.urls import reverse

from okoce import refusals, sheets_out
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.pk_parsing import row_number
from participants.exports import actions as exports
from participants.exports.columns import PersonResource
from participants.exports.forms import ExportForm
from participants.people.forms import PeopleFilterForm
from participants.people.models import Participant

BATCH = 500


@permission_required(exports.EXPORT, raise_exception=True)
def export_people(request):
    people = _asked_for(request)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        with refusals.at_form(form):
            ids = exports.take(people, by=request.user, reason=form.cleaned_data["reason"])
            rows = _rows(ids, exports.watermark(request.user, len(ids)))
            return sheets_out.answer(rows, name=f"peserta-{today():%Y-%m-%d}", kind=form.cleaned_data["bentuk"])
    context = {
        "form": form,
        "count": people.count(),
        "list_url": reverse("participants:people-list"),
        "crumbs": crumbs(("Peserta", "participants:people-list"), here="Unduh"),
    }
    return render(request, "participants/exports/edit.html", context)


def _asked_for(request):
    """Those of the page's filters, or the rows ticked in the admin (`pilih`)."""
    people = exports.offered(request.user)
    if "pilih" in request.GET:
        return people.filter(pk__in=filter(None, map(row_number, request.GET["pilih"].split(","))))
    form = PeopleFilterForm(request.GET, area=request.user.areas_for(exports.EXPORT))
    return form.narrow(people) if form.is_valid() else people.none()


def _rows(ids, watermark):
    resource = PersonResource()
    yield [watermark]
    yield resource.get_export_headers()
    for start in range(0, len(ids), BATCH):
        people = Participant.objects.filter(pk__in=ids[start : start + BATCH]).for_list().defer(None)
        for person in people.select_related("kelurahan", "kecamatan", "business").order_by("-pk"):
            yield resource.export_resource(person)
