"""Requests of a person for capital."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.kept_forms import again
from participants.capital import actions as capital
from participants.capital.forms import ApplicationForm, OutcomeForm
from participants.capital.models import CapitalApplication
from participants.journey.views import evidence_pages

VIEW, ADD = "capital.view_capitalapplication", "capital.add_capitalapplication"
LIST, SHOWN = "participants:capital-list", 60


def show_capital(request, number):
    return evidence_pages.money_page(
        request, number, "participants/capital/list.html", _rows, view=VIEW, add=ADD, title="Permodalan"
    )


def add_application(request, number):
    person = evidence_pages.person_of(request, number, ADD)
    return evidence_pages.record_page(
        request,
        person,
        again.bind(request, ApplicationForm),
        partial(capital.add, person),
        title="Catat pengajuan modal",
        done="Catatan permodalan tersimpan.",
        back=LIST,
    )


def decide_application(request, pk):
    application = evidence_pages.row_of(request, CapitalApplication, pk)
    states = [state for state in capital.State if state in capital.MOVES[capital.State.APPLIED]]
    return evidence_pages.record_page(
        request,
        application.participant,
        again.bind(request, OutcomeForm, states=states, initial={"amount": application.amount}),
        partial(capital.decide, application),
        title="Hasil pengajuan modal",
        lead=_lead(application, request.user),
        done="Hasil pengajuan tercatat.",
        back=LIST,
    )


def void_application(request, pk):
    application = evidence_pages.row_of(request, CapitalApplication, pk)
    return evidence_pages.void_page(
        request,
        application.participant,
        partial(capital.void, application),
        title="Batalkan catatan permodalan",
        lead="Untuk salah catat. Langkah Permodalan gugur bila berdiri di atasnya; catatannya tetap tersimpan.",
        done="Catatan permodalan dibatalkan.",
        back=LIST,
    )


@require_POST
def check_application(request, pk):
    rows = CapitalApplication.objects.checkable_by(request.user).select_related("participant")
    application = get_object_or_404(rows, pk=pk)
    with refusals.as_message(request):
        capital.check(application, by=request.user)
        messages.success(request, "Pencairan sudah diperiksa, dan dihitung.")
    return redirect(evidence_pages.page_of(application.participant, request.user))


def _lead(application, user):
    lender = [f"Penyalur: {application.lender}."] if application.lender else []
    own = [capital.OWN_WAITS] if application.participant.belongs_to(user) else []
    return " ".join(lender + own)


def _rows(request, person):
    return {
        "applications": list(person.capital_applications.order_by("-pk")[:SHOWN]),
        "may_check": CapitalApplication.objects.checkable_by(request.user).filter(participant=person).exists(),
    }
