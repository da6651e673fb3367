"""Requests of a person for capital."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from okoce import refusals
from participants.capital import actions as capital
from participants.capital.forms import ApplicationForm, OutcomeForm
from participants.capital.models import CapitalApplication
from participants.journey.views import evidence_pages
from participants.people.models import Participant

VIEW, ADD = "capital.view_capitalapplication", "capital.add_capitalapplication"
SHOWN = 60


def show_capital(request, number):
    person = get_object_or_404(Participant.objects.visible_to(request.user, VIEW), registration_number=number)
    if closed := evidence_pages.require_reason(request, person):
        return closed
    context = {
        "person": person,
        "applications": list(person.capital_applications.order_by("-pk")[:SHOWN]),
        "may_change": person.allows(request.user, ADD),
        "may_check": CapitalApplication.objects.checkable_by(request.user).filter(participant=person).exists(),
        "crumbs": evidence_pages.crumbs_of(person, request.user, "Permodalan"),
    }
    return render(request, "participants/capital/list.html", context)


def add_application(request, number):
    person = get_object_or_404(Participant.objects.visible_to(request.user, ADD), registration_number=number)
    return evidence_pages.fill(
        request,
        person,
        ApplicationForm(request.POST or None),
        partial(capital.add, person),
        title="Catat pengajuan modal",
        done="Catatan permodalan tersimpan.",
        back=_list(person),
    )


def decide_application(request, pk):
    application = _application(request, pk)
    states = [state for state in capital.State if state in capital.MOVES[capital.State.APPLIED]]
    return evidence_pages.fill(
        request,
        application.participant,
        OutcomeForm(request.POST or None, states=states, initial={"amount": application.amount}),
        partial(capital.decide, application),
        title="Hasil pengajuan modal",
        lead=_lead(application, request.user),
        done="Hasil pengajuan tercatat.",
        back=_list(application.participant),
    )


def void_application(request, pk):
    application = _application(request, pk)
    return evidence_pages.take_back(
        request,
        application.participant,
        partial(capital.void, application),
        title="Batalkan catatan permodalan",
        lead="Untuk salah catat. Langkah Permodalan gugur bila berdiri di atasnya; catatannya tetap tersimpan.",
        done="Catatan permodalan dibatalkan.",
        back=_list(application.participant),
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


def _list(person):
    return reverse("participants:capital-list", args=[person.registration_number])


def _application(request, pk):
    rows = CapitalApplication.objects.manageable_by(request.user).select_related("participant")
    return get_object_or_404(rows, pk=pk)
