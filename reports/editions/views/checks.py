"""`/periksa/laporan/`: anybody checks a paper by its number: which edition it is of, and whether it still stands."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce import rates
from reports.editions.forms import NumberForm
from reports.snapshots import numbers
from reports.snapshots.actions.snapshots import fingerprint_of
from reports.snapshots.models import Edition

RATES = {"check": "60/h/ip"}
TOO_MANY = "Terlalu banyak nomor diperiksa dari sambungan ini; coba satu jam lagi."


@login_not_required
@require_safe
def check(request):
    """A number typed in."""
    form = NumberForm(request.GET if "nomor" in request.GET else None)
    if not form.is_valid():
        return _page(request, form)
    return _answer(request, form, form.cleaned_data["nomor"])


@login_not_required
@require_safe
def check_number(request, number):
    """The address that the QR code of a paper says."""
    return _answer(request, NumberForm(initial={"nomor": number}), number)


def _answer(request, form, typed):
    if not rates.is_within(request, "edition-check", RATES["check"]):
        return _page(request, form, refusal=TOO_MANY)
    return _page(request, form, is_checked=True, **_found(numbers.parse(typed)))


def _found(number):
    """The edition of a number and, of a paper, its frozen area; nothing where there is none."""
    if number is None:
        return {}
    about = {"period__programme_year__year": number.year, "period__number": number.period, "number": number.edition}
    rows = Edition.objects.with_period().select_related("period__programme_year").filter(**about)
    edition = rows.first()
    if edition is None or not number.region:
        return {"edition": edition}
    snapshot = edition.snapshots.filter(region=number.region).select_related("region").first()
    if snapshot is None:
        return {}
    is_whole = fingerprint_of(snapshot) == snapshot.fingerprint
    return {"edition": edition, "snapshot": snapshot, "is_whole": is_whole}


def _page(request, form, **shown):
    context = {"edition": None, "snapshot": None, "is_checked": False, "refusal": "", "form": form, **shown}
    edition = context["edition"]
    if edition is not None:
        context["newest"] = Edition.objects.approved().filter(period=edition.period_id).order_by("-number").first()
    return render(request, "reports/editions/check.html", context)
