"""The book of a person, month by month."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from okoce.formats import bulan
from participants.finances import actions as finances
from participants.finances.forms import CorrectionForm, StatementForm
from participants.finances.models import MonthlyStatement
from participants.journey.views import evidence_pages
from participants.people.models import Participant

VIEW, ADD = "finances.view_monthlystatement", "finances.add_monthlystatement"
SHOWN = 60


def show_book(request, number):
    person = get_object_or_404(Participant.objects.visible_to(request.user, VIEW), registration_number=number)
    if closed := evidence_pages.require_reason(request, person):
        return closed
    context = {
        "person": person,
        "statements": list(person.monthly_statements.order_by("-month_on", "-pk")[:SHOWN]),
        "may_change": person.allows(request.user, ADD),
        "crumbs": evidence_pages.crumbs_of(person, request.user, "Buku keuangan"),
    }
    return render(request, "participants/finances/list.html", context)


def add_statement(request, number):
    person = get_object_or_404(Participant.objects.visible_to(request.user, ADD), registration_number=number)
    return evidence_pages.fill(
        request,
        person,
        StatementForm(request.POST or None),
        partial(finances.add, person),
        title="Catat laporan bulanan",
        done="Laporan bulan itu tersimpan.",
        back=_book(person),
    )


def correct_statement(request, pk):
    statement = _statement(request, pk)
    known = {"sales": statement.sales, "costs": statement.costs}
    return evidence_pages.fill(
        request,
        statement.participant,
        CorrectionForm(request.POST or None, row=statement, initial=known),
        partial(finances.correct, statement),
        title=f"Betulkan {bulan(statement.month_on)}",
        done="Pembetulan tersimpan.",
        back=_book(statement.participant),
    )


def void_statement(request, pk):
    statement = _statement(request, pk)
    return evidence_pages.take_back(
        request,
        statement.participant,
        partial(finances.void, statement),
        title=f"Batalkan laporan {bulan(statement.month_on)}",
        lead="Untuk salah bulan atau salah orang. Langkah Pelaporan Keuangan bisa gugur; catatannya tetap tersimpan.",
        done="Laporan bulan itu dibatalkan.",
        back=_book(statement.participant),
    )


def _book(person):
    return reverse("participants:finances-list", args=[person.registration_number])


def _statement(request, pk):
    rows = MonthlyStatement.objects.manageable_by(request.user).select_related("participant")
    return get_object_or_404(rows, pk=pk)
