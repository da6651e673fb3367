"""The page on which an officer compares the card, and what was typed otherwise in a registration that was joined."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from participants.directory import actions as people
from participants.directory.forms import ShownForm, TakeForm
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people import display as people_shown
from participants.people import same_nik, typed_values
from participants.people.models import JoinedRegistration, Participant
from participants.returned_cards import display as returns_shown
from participants.returned_cards.forms import AnswerForm

CHECK, CHANGE = "identity_checks.check_identity", "people.change_participant"
PEOPLE = ("Peserta", "participants:people-list")
WORK = ("Tugas", "participants:worklists-list")


@permission_required(CHECK, raise_exception=True)
def check_identity(request, pk):
    """Of a registration that waits it is asked whether the person shows its number."""
    people_here = Participant.objects.supervised_by(request.user, CHECK).for_detail()
    person = get_object_or_404(people_here, pk=pk)
    form = ShownForm(request.POST if request.method == "POST" else None, asks=person.is_waiting)
    if form.is_valid():
        with refusals.at_form(form):
            check = identity.check(
                person, by=request.user, place=IdentityCheck.Place.DESK, shows_number=form.cleaned_data.get("shown")
            )
            access_log.record(request.user, AccessLog.Act.CHANGE, check.participant, "KTP dicocokkan")
            messages.success(request, f"KTP {person.name} tercatat sudah diperiksa.{_joined(check, pk)}")
            return redirect("participants:people-detail", pk=check.participant_id)
    access_log.record(request.user, AccessLog.Act.OPEN, person, "Dibuka untuk memeriksa KTP")
    others = same_nik.of(person, seen_by=request.user)
    context = {
        "person": person,
        "form": form,
        "others": others,
        "facts": people_shown.contact(person),
        "differences": typed_values.differences(typed_values.of(person), others.record) if others.record else [],
        "is_done": person.is_checked,
        "returned": returns_shown.of_check(person),
        "answer_form": AnswerForm(),
        "is_own": person.belongs_to(request.user),
        "crumbs": crumbs(PEOPLE, (person.name, "participants:people-detail", person.pk), here="Periksa KTP"),
    }
    return render(request, "participants/directory/check.html", context)


@permission_required(CHANGE, raise_exception=True)
def settle_joined(request, pk):
    """What was typed in a joined registration and is stored otherwise: taken over field by field, or not at all."""
    rows = JoinedRegistration.objects.visible_to(request.user, CHANGE).select_related("participant__business")
    joined = get_object_or_404(rows, pk=pk)
    person = joined.participant
    differences = typed_values.differences(joined.typed, person)
    form = TakeForm(request.POST if request.method == "POST" else None, differences=differences)
    if form.is_valid():
        with refusals.as_message(request):
            taken = people.take_over(joined, form.cleaned_data["taken"], by=request.user)
            words = f"{len(taken)} isian diambil" if taken else "Data tetap seperti semula"
            messages.success(request, f"{words}. Pendaftaran {joined.number} selesai dicocokkan.")
            return redirect("participants:people-detail", pk=person.pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, "Isian pendaftaran yang disatukan dibandingkan")
    context = {
        "joined": joined,
        "person": person,
        "form": form,
        "differences": differences,
        "crumbs": crumbs(PEOPLE, (person.name, "participants:people-detail", person.pk), here="Isian yang berbeda"),
    }
    return render(request, "participants/directory/joined.html", context)


def _joined(check, pk):
    if check.participant_id == pk:
        return ""
    return f" Pendaftaran ini disatukan dengan data nomor {check.participant.registration_number}."
