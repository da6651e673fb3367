"""A person's own way through the seven steps."""

from django.http import Http404
from django.shortcuts import render

from participants.journey.display import panels_of, steps_of
from participants.people.models import Participant

SHOWN = ("registration_number", "name", "programme_year", "user", "mentor", "kelurahan", "kecamatan", "holds_nik")


def journey(request):
    """Go straight to the path of the only record; a family chooses; a log-in without record is led to registration."""
    people = _family(request.user)
    if len(people) == 1:
        return _show(request, people[0])
    return render(request, "participants/journey/list.html", {"people": people})


def journey_of(request, number):
    people = _family(request.user)
    person = next((person for person in people if person.registration_number == number), None)
    if person is None:
        raise Http404
    return _show(request, person, has_others=len(people) > 1)


def own_people(user):
    return Participant.objects.owned_by(user).for_detail().order_by("pk")


def _family(user):
    people = Participant.objects.owned_by(user).select_related("mentor")
    return list(people.only(*SHOWN, "mentor__name").order_by("pk"))


def _show(request, participant, *, has_others=False):
    steps = steps_of(participant)
    done = sum(step["state"] == "done" for step in steps)
    context = {
        "participant": participant,
        "steps": steps,
        "lead": f"{done} dari {len(steps)} langkah selesai.",
        "is_waiting": any(step["state_word"] == "Menunggu verifikasi" for step in steps),
        "panels": panels_of(participant),
        "has_others": has_others,
    }
    return render(request, "participants/journey/detail.html", context)
