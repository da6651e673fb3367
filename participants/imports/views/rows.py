"""Single rows of an import: mended in their cells, taken up again, and who was new when the file was written."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.pagination import paged
from participants.imports import reports as import_reports
from participants.imports.actions import imports, mending
from participants.imports.forms import MendForm
from participants.imports.models import Import
from participants.imports.views.files import IMPORTS, PEOPLE, find
from participants.people.models import Participant


@permission_required(imports.ADD, raise_exception=True)
def mend(request, pk, number):
    """The cells of a held or refused row of one's own file; its whole NIK stands here as it does in the file."""
    item = find(request, pk)
    if item.uploaded_by_id != request.user.pk:
        raise Http404
    if not item.is_waiting:
        return redirect("participants:imports-detail", pk=pk)
    entries = list(item.kept.get("cells", {}).items())
    if number > len(entries):
        raise Http404
    key, entry = entries[number - 1]
    row = next((row for row in item.report["rows"] if row["key"] == key), {"problems": []})
    form = MendForm(request.POST or None, entry=entry, problems=row["problems"])
    if request.method == "POST" and form.is_valid():
        with refusals.at_form(form):
            verdict = mending.mend(item, key, form.cleaned_data, by=request.user)
            messages.success(request, f"Baris {entry['row']} kini berputusan {import_reports.VERDICTS[verdict]}.")
            return redirect("participants:imports-detail", pk=pk)
    here = f"Baris {entry['row']}"
    context = {"item": item, "entry": entry, "form": form, "crumbs": crumbs(PEOPLE, IMPORTS, here=here)}
    return render(request, "participants/imports/mend.html", context)


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def take_up_rest(request, pk):
    with refusals.as_message(request):
        rest = mending.take_up_rest(find(request, pk), by=request.user)
        return redirect("participants:imports-detail", pk=rest.pk)
    return redirect("participants:imports-detail", pk=pk)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def list_new(request, pk):
    """Who was new when the file was written, as far as they still stand and this user may see them."""
    item = find(request, pk)
    if item.state not in (Import.State.DONE, Import.State.UNDONE):
        raise Http404
    ids = {entry["pk"] for batch in item.batches.all() for entry in batch.log.values() if "new" in entry}
    people = Participant.objects.supervised_by(request.user).filter(pk__in=ids).order_by("pk")
    found, pages = paged(request, people.values("pk", "name", "registration_number", "is_checked"))
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, [row["pk"] for row in found], f"Impor {pk}")
    context = {"item": item, "people": found, "count": len(ids), "crumbs": crumbs(PEOPLE, IMPORTS, here="Peserta baru")}
    return render(request, "participants/imports/new.html", context | pages)
