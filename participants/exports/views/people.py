"""The list of people as a spreadsheet, with the filters of the page it is taken from."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse

from okoce import refusals, sheets_out
from okoce.crumbs import crumbs
from participants.exports import actions as exports
from participants.exports import files
from participants.exports.columns import PersonResource
from participants.exports.forms import ExportForm
from participants.people.forms import PeopleFilterForm


@permission_required(exports.EXPORT, raise_exception=True)
def export_people(request):
    people = _asked_for(request)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        with refusals.at_form(form):
            if exports.is_large(people):
                return redirect("participants:exports-file", pk=files.start(people, by=request.user, **form.taken).pk)
            table = PersonResource(by=request.user).export(people, export_form=form)
            return sheets_out.answer(table, name=exports.file_name(), kind=form.cleaned_data["bentuk"])
    context = {
        "form": form,
        "count": exports.counted(people),
        "most": exports.MOST,
        "at_once": exports.AT_ONCE,
        "has_files": files.of_user(request.user).exists(),
        "list_url": reverse("participants:people-list"),
        "crumbs": crumbs(("Peserta", "participants:people-list"), here="Unduh"),
    }
    return render(request, "participants/exports/edit.html", context)


def _asked_for(request):
    """Those of the page's filters."""
    people = exports.offered(request.user)
    form = PeopleFilterForm(request.GET, area=request.user.areas_for(exports.EXPORT))
    return form.narrow(people) if form.is_valid() else people.none()
