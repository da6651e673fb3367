"""Somebody who stands still is called: their number, what was said before, and the result."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from okoce.programme.stages import Stage
from participants.cleaning import phones
from participants.contacts import actions
from participants.contacts.forms import ContactForm
from participants.contacts.models import CHANGE, Contact
from participants.people.models import Participant
from participants.worklists import contacts

WORK = ("Tugas", "participants:worklists-list")
LIST = ("Tertahan lebih dari 30 hari", "participants:worklists-stuck")
SEEN = "Nomor HP dilihat untuk menghubungi yang tertahan"


@permission_required(CHANGE, raise_exception=True)
def record_contact(request, pk):
    people = Participant.objects.supervised_by(request.user, CHANGE).select_related("mentor")
    person = get_object_or_404(people, pk=pk)
    form = again.bind(request, ContactForm)
    if form.is_valid():
        with refusals.at_form(form):
            contact = actions.record(person, **form.cleaned_data, by=request.user)
            messages.success(request, f"{person.name}: {contacts.in_words(contact)}.")
            return redirect("participants:worklists-stuck")
    phone = "" if person.limits else phones.shown(person.phone)
    access_log.record(request.user, AccessLog.Act.OPEN, person, SEEN if phone else "")
    context = {
        "form": form,
        "person": person,
        "phone": phone,
        "last_stage": Stage(person.stopped_after).label if person.stopped_after else "",
        "history": [(contact, contacts.in_words(contact)) for contact in contacts.history(person)],
        "crumbs": crumbs(WORK, LIST, here=person.name),
    }
    return again.page(request, "participants/worklists/contact.html", context)


@permission_required(CHANGE, raise_exception=True)
@require_POST
def take_back(request, pk):
    contact = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    with refusals.as_message(request):
        actions.take_back(contact, by=request.user)
        messages.success(request, "Hasil itu dibatalkan.")
    return redirect(reverse("participants:contacts-record", args=[contact.participant_id]))
