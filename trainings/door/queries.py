"""What the page of the door shows: people who fit with what stands in their way, and the numbers of the moment."""

from django.db.models import Exists, OuterRef

from participants.identity_checks.models import IdentityCheck
from participants.people.models import Participant
from trainings.attendance.models import Attendance
from trainings.door.actions import calling
from trainings.door.models import WalkIn
from trainings.seats import obstacles
from trainings.seats.models import Seat

SHOWN = 10


def numbers(meeting):
    """{present, free, missing} of a meeting now, with its stand-by people in their order."""
    session = meeting.session
    present = meeting.attendances.standing().filter(seat__state__in=Seat.EXPECTED).count()
    unknown = WalkIn.objects.open().filter(meeting=meeting).count()
    waiting = list(meeting.stand_bys.waiting().select_related("participant", "walk_in"))
    return {
        "present": present + unknown,
        "free": session.seats_left,
        "missing": calling.missing(session).count() if meeting.opens_missing_chairs else 0,
        "incomplete": unknown,
        "stand_bys": waiting,
        "next_unchecked": bool(waiting) and _is_unchecked(waiting[0].participant_id),
    }


def _is_unchecked(participant_id):
    """Of somebody of the register only: a walk-in's card is seen when the registration is completed."""
    standing = IdentityCheck.objects.standing().filter(participant=participant_id)
    return participant_id is not None and not standing.exists()


def found(form, meeting, user):
    """Rows of people who fit: those of this session first, then those whom the officer may find for this purpose."""
    live = Seat.objects.live().filter(session=meeting.session_id)
    listed = Participant.objects.filter(pk__in=live.values("participant"))
    here, others = form.find_among(listed, Participant.objects.visible_to(user))
    people = list(_with_check(here)[:SHOWN])
    if len(people) < SHOWN:
        known = [person.pk for person in people]
        people += _with_check(others.exclude(pk__in=known))[: SHOWN - len(people)]
    return _rows(people, meeting)


def _with_check(people):
    checked = IdentityCheck.objects.standing().filter(participant=OuterRef("pk"))
    return people.annotate(has_check=Exists(checked)).defer("nik_sealed").order_by("name_key", "pk")


def _rows(people, meeting):
    """Each with the seat here, whether they are in, their stand-by number, and the seat elsewhere that hinders them."""
    present = Attendance.objects.standing().filter(seat=OuterRef("pk"), meeting=meeting)
    held = Seat.objects.live().filter(participant__in=people).select_related("session")
    held = list(held.annotate(is_in=Exists(present)))
    here = {seat.participant_id: seat for seat in held if seat.session_id == meeting.session_id}
    seated = {pk for pk, seat in here.items() if seat.state in Seat.TAKEN}  # let in whatever they hold elsewhere
    others = [seat for seat in held if seat.session_id != meeting.session_id and seat.participant_id not in seated]
    elsewhere = {seat.participant_id: seat for seat in others if obstacles.meets_with(meeting.session, seat)}
    waiting = meeting.stand_bys.waiting().filter(participant__in=people)
    numbers_of = dict(waiting.values_list("participant", "number"))
    return [
        {
            "person": person,
            "seat": here.get(person.pk),
            "is_in": bool(seat := here.get(person.pk)) and seat.is_in,
            "elsewhere": elsewhere.get(person.pk),
            "number": numbers_of.get(person.pk),
        }
        for person in people
    ]
