"""A person's own way through the seven steps."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from participants.models import Participant
from participants.views.paths import panels_of, steps_of


@never_cache
def journey(request):
    """Straight to the path for whoever has one record; a family chooses; nobody's log-in is led to registering."""
    people = list(own_people(request.user))
    if len(people) == 1:
        return _show(request, people[0])
    return render(request, "participants/journey/list.html", {"people": people})


@never_cache
def journey_of(request, number):
    return _show(request, get_object_or_404(own_people(request.user), registration_number=number))


def own_people(user):
    return Participant.objects.owned_by(user).for_detail().order_by("pk")


def _show(request, participant):
    steps = steps_of(participant)
    done = sum(step["state"] == "done" for step in steps)
    context = {
        "participant": participant,
        "steps": steps,
        "lead": f"{done} dari {len(steps)} langkah selesai.",
        "is_waiting": any(step["state_word"] == "Menunggu verifikasi" for step in steps),
        "panels": panels_of(participant),
        "has_others": Participant.objects.owned_by(request.user).exclude(pk=participant.pk).exists(),
    }
    return render(request, "participants/journey/detail.html", context)
