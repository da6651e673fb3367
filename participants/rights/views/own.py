"""A person asks about their own data, takes a request back, and takes a copy along."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from participants.people.models import Participant
from participants.rights import copies
from participants.rights.actions import requests
from participants.rights.forms import AskForm
from participants.rights.models import RightsRequest


def ask(request, number):
    person = _own(request, number)
    form = again.bind(request, AskForm, initial={"kind": request.GET.get("jenis", "")})
    if form.is_valid():
        with refusals.at_form(form):
            made = requests.ask(person, way=RightsRequest.Way.OWN, by=request.user, **form.cleaned_data)
            messages.success(request, _asked_in_words(made))
            return redirect("participants:privacy-detail", number=number)
    above = ("Data saya", "participants:privacy-detail", person.registration_number)
    title = "Ajukan permohonan"
    context = {"form": form, "person": person, "title": title, "crumbs": crumbs(above, here=title)}
    return again.page(request, "participants/rights/ask.html", context)


def _asked_in_words(made):
    words = f"Permohonan {made.get_kind_display()} dicatat dan dijawab dalam 72 jam."
    return f"{words} Bawa KTP ke meja kecamatan." if made.is_on_card else words


@require_POST
def withdraw(request, number, pk):
    found = get_object_or_404(RightsRequest, pk=pk, participant=_own(request, number))
    with refusals.as_message(request):
        requests.withdraw(found, by=request.user)
        messages.success(request, f"Permohonan {found.get_kind_display()} ditarik.")
    return redirect("participants:privacy-detail", number=number)


@require_GET
def download_paper(request, number):
    person = _own(request, number)
    access_log.record(request.user, AccessLog.Act.EXPORT, person)
    return copies.as_paper(person, by=request.user)


def _own(request, number):
    return get_object_or_404(Participant.objects.owned_by(request.user), registration_number=number)
