"""`/privasi/<nomor>/pembetulan/`: people ask that what stands on their card is put right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from participants.corrections.actions import requests
from participants.corrections.forms import RequestForm
from participants.corrections.models import ASK
from participants.people.models import Participant


def ask_correction(request, number):
    people = Participant.objects.visible_to(request.user, ASK)
    person = get_object_or_404(people, registration_number=number)
    form = again.bind(request, RequestForm)
    if form.is_valid():
        with refusals.at_form(form):
            fields, text = form.cleaned_data["fields_wrong"], form.cleaned_data["text"]
            requests.ask(person, fields=fields, text=text, by=request.user)
            messages.success(request, "Permintaan tercatat. Bawa KTP ke meja kecamatan; jawabannya kami kabarkan.")
            return redirect("participants:privacy-detail", number=number)
    context = {
        "form": form,
        "person": person,
        "crumbs": crumbs(("Data saya", "participants:privacy-detail", number), here="Minta pembetulan"),
    }
    return again.page(request, "participants/corrections/ask.html", context)
