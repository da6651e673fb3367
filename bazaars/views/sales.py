"""Takings of a stall-day, written down by staff or by who stood there."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bazaars.actions import sales
from bazaars.forms.sales import TakingsForm, VoidSaleForm
from bazaars.models import StallDay, StallSale
from okoce import refusals
from okoce.fields.read_back import read_back
from okoce.kept_forms import again
from participants.people import repeats

CHANGE = "bazaars.change_stallsale"


def record(request, pk):
    stall_days = StallDay.objects.sold_by(request.user).standing()
    stall_day = get_object_or_404(stall_days.select_related("bazaar", "application__participant"), pk=pk)
    back_url = _back_url(request, stall_day)
    form = again.bind(request, TakingsForm)
    if form.is_valid():
        with refusals.at_form(form):
            act = partial(sales.record, stall_day, amount=form.cleaned_data["amount"], by=request.user)
            sale = StallSale.objects.get(pk=repeats.once(form.key_for(request.user), act))
            waits = " Menunggu pemeriksaan petugas." if sale.awaits_check else ""
            messages.success(request, f"Penjualan dicatat.{waits} {read_back(form)}")
            return redirect(back_url)
    context = {
        "stall_day": stall_day,
        "participant": stall_day.application.participant,
        "is_own": stall_day.application.participant.belongs_to(request.user),
        "form": form,
        "back_url": back_url,
    }
    return again.page(request, "bazaars/sales/edit.html", context)


@permission_required(CHANGE, raise_exception=True)
def void(request, pk):
    found = StallSale.objects.visible_to(request.user, CHANGE).standing().select_related("bazaar", "participant")
    sale = get_object_or_404(found, pk=pk)
    form = again.bind(request, VoidSaleForm)
    if form.is_valid():
        with refusals.at_form(form):
            sales.void(sale, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Catatan penjualan dibatalkan.")
            return redirect("bazaars:draws-manage", pk=sale.bazaar_id)
    return again.page(request, "bazaars/sales/void.html", {"sale": sale, "form": form})


@permission_required(CHANGE, raise_exception=True)
@require_POST
def check(request, pk):
    sale = get_object_or_404(StallSale.objects.visible_to(request.user, CHANGE).standing(), pk=pk)
    with refusals.as_message(request):
        sales.check(sale, by=request.user)
        messages.success(request, f"Penjualan {sale.participant.name} sudah diperiksa, dan dihitung.")
    return redirect("bazaars:draws-manage", pk=sale.bazaar_id)


def _back_url(request, stall_day):
    if stall_day.application.participant.belongs_to(request.user):
        return reverse("bazaars:applications-mine")
    return reverse("bazaars:draws-manage", args=[stall_day.bazaar_id])
