"""An officer writes down a request of somebody who came to the desk or wrote a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from participants.people.models import Participant
from participants.rights.actions import requests
from participants.rights.forms import RecordForm
from participants.rights.models import ADD

PEOPLE = ("Peserta", "participants:people-list")


@permission_required(ADD, raise_exception=True)
def add_request(request, pk):
    person = get_object_or_404(Participant.objects.supervised_by(request.user, ADD), pk=pk)
    form = again.bind(request, RecordForm)
    if form.is_valid():
        with refusals.at_form(form):
            made = requests.ask(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"Permohonan {made.get_kind_display()} dicatat; waktunya 72 jam sejak sekarang.")
            return redirect("participants:rights-detail", pk=made.pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, "Mencatat permohonan hak")
    title = "Catat permohonan"
    above = crumbs(PEOPLE, (person.name, "participants:people-detail", person.pk), here=title)
    context = {"form": form, "person": person, "title": title, "crumbs": above}
    return again.page(request, "participants/rights/record.html", context)
