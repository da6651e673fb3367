"""A person's own way through the seven steps."""

from django.http import Http404
from django.shortcuts import render

from okoce import now_card
from okoce.regions import places
from participants.journey import presence
from participants.journey.display import panels_of, steps_of
from participants.journey.now_card import card_to_show
from participants.people.models import Participant

SHOWN = ("registration_number", "name", "programme_year", "user", "mentor", "kelurahan", "kecamatan")
SHOWN += ("holds_nik", "is_checked", "notice_version")


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
    return list(people.only(*SHOWN, "mentor__name", "mentor__is_active").order_by("pk"))


def _show(request, participant, *, has_others=False):
    present = presence.of(participant)
    steps, panels = steps_of(participant, present=present), panels_of(participant, present)
    is_waiting = any(step["state_word"] == "Menunggu verifikasi" for step in steps)
    candidates = [now for panel in panels for now in panel.get("now", ())] + now_card.from_other_apps(request)
    if is_waiting:
        kecamatan = places.named(participant.kecamatan_id)
        candidates.append(card_to_show(participant.registration_number, kecamatan))
    context = {
        "participant": participant,
        "steps": steps,
        "done": sum(step["state"] == "done" for step in steps),
        "step": next((step for step in steps if step["state"] in ("now", "next")), None),
        "is_waiting": is_waiting,
        "on_top": [panel for panel in panels if panel.get("is_on_top")],
        "panels": [panel for panel in panels if not panel.get("is_on_top")],
        "has_others": has_others,
        "now": now_card.first(candidates),
    }
    return render(request, "participants/journey/detail.html", context)
