"""Take an import back: counted first, with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from okoce import refusals
from okoce.crumbs import crumbs
from participants.imports import display
from participants.imports.actions import imports, undoing
from participants.imports.kind_words import OF_KIND
from participants.imports.views.files import IMPORTS, PEOPLE, find
from participants.people.forms import ReasonForm


@permission_required(imports.CONFIRM, raise_exception=True)
def undo(request, pk):
    item = find(request, pk)
    if not item.may_be_undone:
        return redirect("participants:imports-detail", pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals.as_message(request):
            undoing.undo(item, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Impor sedang ditarik.")
        return redirect("participants:imports-detail", pk=pk)
    outlook = undoing.look(item)
    context = {
        "item": item,
        "form": form,
        "taken_back": display.counted(item, outlook),
        "words": OF_KIND[item.kind],
        "kept": outlook["kept"].items(),
        "stays": sum(outlook["kept"].values()),
        "has_any": bool(outlook["people"] or outlook["fields"]),
        "crumbs": crumbs(PEOPLE, IMPORTS, here="Tarik kembali"),
    }
    return render(request, "participants/imports/undo.html", context)
