"""`/program/target/tempel/` and `/salin/`: fill a table; what it would change is shown before it is written."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.kept_forms import again
from okoce.programme.models import TargetDecree
from trainings.targets import display
from trainings.targets.actions import writing
from trainings.targets.forms import CopyForm, PasteForm
from trainings.targets.views.tables import ABOVE, CHANGE, address


@permission_required(CHANGE, raise_exception=True)
def paste_targets(request):
    form = again.bind(request, PasteForm)
    if form.is_valid() and "save" in request.POST:
        if answer := _write(request, form, accepted=form.cleaned_data["accepted"]):
            return answer
    return _page(request, form, PasteForm, "trainings/targets/paste.html", "Tempelkan tabel target")


@permission_required(CHANGE, raise_exception=True)
def copy_targets(request):
    form = again.bind(request, CopyForm)
    if form.is_valid() and "save" in request.POST:
        source = {"source": TargetDecree.Source.COPIED, "percent": form.cleaned_data["percent"]}
        if answer := _write(request, form, accepted=True, **source):
            return answer
    return _page(request, form, CopyForm, "trainings/targets/copy.html", "Salin target tahun sebelumnya")


def _write(request, form, **about):
    """Write the table as it was seen, and return the answer; None with a message when refused."""
    kind, year, office = form.about
    seen = request.POST.get("seen", "")
    with refusals.as_message(request):
        decree = writing.write(kind, year, form.judged, seen=seen, by=request.user, **form.decree, **about)
        count = kind.model.objects.filter(decree=decree).count()
        messages.success(request, f"{angka(count)} target ditulis berdasarkan SK {decree.number}.")
        return redirect(address(kind, year, office))
    return None


def _page(request, form, form_class, template, title):
    is_valid = form.is_valid()
    context = {"form": form, "title": title, "crumbs": crumbs(ABOVE, here=title)}
    context["preview"] = _preview(request, form_class)
    return again.page(request, template, context, is_judged=not is_valid)


def _preview(request, form_class):
    """Return what _preview.html shows of a form that was right; None before it was sent, and of one with errors."""
    kept = again.found_here(request) if request.method == "GET" else None
    if kept is None or kept.is_judged:
        return None
    form = form_class(kept.data)
    if not form.is_valid():
        return None
    with refusals.as_message(request):
        return _shown(form)
    return None


def _shown(form):
    kind, year, office = form.about
    judged, columns = form.judged(), kind.columns(year)
    return {
        "kind": kind,
        "year": year,
        "office": office,
        "new": display.changes(judged.new, columns),
        "changed": display.changes(judged.changed, columns),
        "same": judged.same,
        "refused": display.refusals(judged.refused),
        "checks": display.checks(judged.checks, columns),
        "wrong": len(judged.wrong),
        "checked": "total" in form.fields,
        "adds_up": judged.adds_up,
        "unknown": getattr(getattr(form, "table", None), "unknown_headings", []),
        "is_writable": bool(judged.new or judged.changed),
        "seen": judged.digest,
    }
