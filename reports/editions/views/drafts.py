"""What is done with a draft: prepared, written in, approved, discarded."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from reports.editions.actions import publishing
from reports.editions.forms import ParagraphForm
from reports.editions.views.pages import ABOVE, edition_of
from reports.snapshots.actions import editions
from reports.snapshots.models import Edition, Paragraph, Period
from reports.snapshots.models.editions import APPROVE, PREPARE, WRITE


@require_POST
@permission_required(PREPARE, raise_exception=True)
def prepare_draft(request, pk):
    period = get_object_or_404(Period, pk=pk)
    with refusals.as_message(request):
        edition = editions.prepare(period, by=request.user)
        messages.success(request, f"Rancangan {edition.short_number} dibekukan; periksa peringatannya.")
        return redirect("reports:editions-detail", pk=edition.pk)
    return redirect("reports:editions-list")


@permission_required(WRITE, raise_exception=True)
def write_paragraph(request, pk):
    paragraph = get_object_or_404(
        Paragraph.objects.visible_to(request.user).select_related("edition__period__programme_year", "region"), pk=pk
    )
    form = again.bind(request, ParagraphForm, row=paragraph, initial={"text": paragraph.text})
    if form.is_valid():
        with refusals.at_form(form):
            version = form.cleaned_data.pop("version")
            editions.write(paragraph, form.cleaned_data, by=request.user, version=version)
            messages.success(request, "Alinea tersimpan.")
            return redirect("reports:editions-detail", pk=paragraph.edition_id)
    edition = paragraph.edition
    title = f"Alinea {paragraph.region.name}"
    above = (str(edition), "reports:editions-detail", edition.pk)
    context = {"form": form, "paragraph": paragraph, "title": title, "crumbs": crumbs(*ABOVE, above, here=title)}
    return again.page(request, "reports/editions/paragraph.html", context)


@require_POST
@permission_required(APPROVE, raise_exception=True)
def approve_draft(request, pk):
    edition = edition_of(request, pk)
    with refusals.as_message(request):
        edition = publishing.approve(edition, by=request.user, seen=request.POST.get("seen", ""))
        messages.success(
            request, f"{edition} disetujui. Berkasnya sedang dibuat; pejabat dan petugas wilayah dikabari."
        )
    return redirect("reports:editions-detail", pk=pk)


@require_POST
@permission_required(PREPARE, raise_exception=True)
def discard_draft(request, pk):
    edition = edition_of(request, pk)
    with refusals.as_message(request):
        editions.discard(Edition.objects.get(pk=edition.pk), by=request.user)
        messages.success(request, f"Rancangan {edition.short_number} dibuang.")
        return redirect("reports:editions-list")
    return redirect("reports:editions-detail", pk=pk)
