"""`/privasi/<nomor>/pindah/`: people ask to be served where they live now."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from okoce.regions import places
from participants.moves.actions import proposing
from participants.moves.forms import MoveForm
from participants.moves.models import ASK
from participants.people.models import Participant


def ask_move(request, number):
    people = Participant.objects.visible_to(request.user, ASK)
    person = get_object_or_404(people, registration_number=number)
    form = again.bind(request, MoveForm, home=person.kecamatan_id)
    if form.is_valid():
        with refusals.at_form(form):
            made = proposing.ask(person, by=request.user, **form.cleaned_data)
            kecamatan = places.named(made.to_kecamatan_id)
            messages.success(request, f"Permintaan tercatat dan menunggu Kecamatan {kecamatan}.")
            return redirect("participants:privacy-detail", number=number)
    context = {
        "form": form,
        "person": person,
        "home": places.line(person.kelurahan_id),
        "crumbs": crumbs(("Data saya", "participants:privacy-detail", number), here="Minta pindah"),
    }
    return again.page(request, "participants/moves/ask.html", context)
