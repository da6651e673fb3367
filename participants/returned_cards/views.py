"""A card that does not fit: sent back by an officer, answered by the person or, for them, by an officer."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from participants.people.models import Participant
from participants.returned_cards import actions
from participants.returned_cards.forms import AnswerForm, ReturnForm
from participants.returned_cards.models import RETURN

TITLE = "Kembalikan pendaftaran"
WAITING = ("Menunggu pemeriksaan KTP", "participants:worklists-waiting")


@permission_required(RETURN, raise_exception=True)
def send_back(request, pk):
    person = _person(request, pk)
    form = again.bind(request, ReturnForm)
    if form.is_valid():
        with refusals.at_form(form):
            actions.send_back(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"Pendaftaran {person.name} dikembalikan. {_reached(person)}")
            return redirect("participants:people-check", pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, TITLE)
    above = crumbs(WAITING, (person.name, "participants:people-check", person.pk), here=TITLE)
    context = {"form": form, "person": person, "title": TITLE, "crumbs": above}
    return again.page(request, "participants/returned_cards/send.html", context)


@permission_required(RETURN, raise_exception=True)
@require_POST
def note_answer(request, pk):
    """What somebody said by telephone or at the desk."""
    person = _person(request, pk)
    _answer(request, person, "Jawaban tercatat; pendaftaran ini menunggu pemeriksaan KTP lagi.")
    return redirect("participants:people-check", pk=pk)


@require_POST
def answer_own(request, number):
    person = get_object_or_404(Participant.objects.owned_by(request.user), registration_number=number)
    _answer(request, person, "Jawaban terkirim. Bawa yang diminta ke meja kecamatan.")
    return redirect("participants:journey-detail", number=number)


def _answer(request, person, done):
    returned = person.card_returns.first()
    if returned is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["answer"]))
        return
    with refusals.as_message(request):
        actions.answer(returned, by=request.user, words=form.cleaned_data["answer"])
        messages.success(request, done)


def _person(request, pk):
    return get_object_or_404(Participant.objects.supervised_by(request.user, RETURN).kept(), pk=pk)


def _reached(person):
    if person.user_id and person.user.is_active:
        return "Orangnya membaca alasannya di pesannya."
    return "Orangnya masuk daftar Perlu ditelepon."
