"""The answer of the owner, and the one that an officer writes down for them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from okoce import refusals
from participants.employment import actions
from participants.employment.forms import PeopleForm
from participants.employment.models import ADD
from participants.people.models import Participant


@require_POST
def answer_own(request, number):
    person = get_object_or_404(Participant.objects.owned_by(request.user), registration_number=number)
    _answer(request, person)
    return redirect("participants:journey-detail", number=number)


@require_POST
@permission_required(ADD, raise_exception=True)
def answer_at_desk(request, pk):
    """What somebody says at the desk or by telephone."""
    person = get_object_or_404(Participant.objects.supervised_by(request.user, ADD), pk=pk)
    _answer(request, person)
    return redirect("participants:people-detail", pk=pk)


def _answer(request, person):
    form = PeopleForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["people"]))
        return
    with refusals.as_message(request):
        made = actions.answer(person, form.cleaned_data["people"], by=request.user)
        messages.success(request, f"Tercatat: {made.in_words}. Salah? Jawab lagi dalam tujuh hari.")
