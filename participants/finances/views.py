"""The book of a person, month by month."""

from functools import partial

from okoce.formats import bulan
from okoce.kept_forms import again
from participants.finances import actions as finances
from participants.finances.forms import CorrectionForm, StatementForm
from participants.finances.models import MonthlyStatement
from participants.journey.views import evidence_pages

VIEW, ADD = "finances.view_monthlystatement", "finances.add_monthlystatement"
BOOK, SHOWN = "participants:finances-list", 60


def show_book(request, number):
    return evidence_pages.money_page(
        request, number, "participants/finances/list.html", _rows, view=VIEW, add=ADD, title="Buku keuangan"
    )


def add_statement(request, number):
    person = evidence_pages.person_of(request, number, ADD)
    return evidence_pages.record_page(
        request,
        person,
        again.bind(request, StatementForm),
        partial(finances.add, person),
        title="Catat laporan bulanan",
        done="Laporan bulan itu tersimpan.",
        back=BOOK,
    )


def correct_statement(request, pk):
    statement = evidence_pages.row_of(request, MonthlyStatement, pk)
    known = {"sales": statement.sales, "costs": statement.costs}
    return evidence_pages.record_page(
        request,
        statement.participant,
        again.bind(request, CorrectionForm, row=statement, initial=known),
        partial(finances.correct, statement),
        title=f"Betulkan {bulan(statement.month_on)}",
        done="Pembetulan tersimpan.",
        back=BOOK,
    )


def void_statement(request, pk):
    statement = evidence_pages.row_of(request, MonthlyStatement, pk)
    return evidence_pages.void_page(
        request,
        statement.participant,
        partial(finances.void, statement),
        title=f"Batalkan laporan {bulan(statement.month_on)}",
        lead="Untuk salah bulan atau salah orang. Langkah Pelaporan Keuangan bisa gugur; catatannya tetap tersimpan.",
        done="Laporan bulan itu dibatalkan.",
        back=BOOK,
    )


def _rows(request, person):
    return {"statements": list(person.monthly_statements.order_by("-month_on", "-pk")[:SHOWN])}
