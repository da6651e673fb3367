"""A session people were invited to: chairs and stand-by numbers, some who cannot come, some who have not answered."""

import datetime as dt

from okoce.clock import WIB
from okoce.programme.models import Agency, Module
from participants.calls.models import CallResult, Notice
from participants.people.models import Participant
from sample import venues
from sample.training_rows import MODULES
from trainings.invitations import candidates, turnouts
from trainings.invitations.actions import inviting, notices
from trainings.invitations.models import Invitation
from trainings.planning.actions.sessions import CLOSES_BEFORE
from trainings.seats import obstacles
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

HERE = "31.73.02"
CHAIRS = 12
EACH = 4  # of four invited one each: with a chair, stand-by, who cannot come, who has not answered
State = Invitation.State


def add(officer, staff, family, ground):
    """Counts who came of those invited so far, then invites to a small session that others have booked full."""
    turnouts.recount()
    session = _session(ground)
    people = candidates.proposed(session, staff, most=CHAIRS)
    if len(people) < CHAIRS:  # of a small set nearly everybody holds a seat: those who were trained are asked as well
        asked = Participant.objects.filter(kecamatan__parent="31.73", user=None).exclude(pk__in=people)
        asked = list(asked.exclude(seats__session__ends_at__gt=ground.now).order_by("pk").values_list("pk", flat=True))
        learned = obstacles.finished(asked)
        asked = [person for person in asked if not obstacles.nothing_to_learn(session, learned[person])]
        people += asked[: CHAIRS - len(people)]
    if len(people) < EACH:
        session.delete()
        return
    Invitation.objects.bulk_create(
        Invitation(session=session, participant_id=person, invited_by=staff) for person in people
    )
    own = family.participants.filter(is_checked=True).exclude(invitations__session=session).first()
    if own:
        Invitation.objects.create(session=session, participant=own, invited_by=staff)
    inviting.send(session.pk)
    invited = list(session.invitations.exclude(participant=own).order_by("pk"))
    _answer(session, invited, officer, ground)


def _answer(session, invited, officer, ground):
    """Some said yes at once; others booked what was left; then some said yes and are stand-by, or no by phone."""
    seated, stand_by, declined = (invited[number::EACH] for number in range(3))
    free = Participant.objects.filter(kecamatan__parent="31.73", seats=None, invitations=None).order_by("pk")
    others = list(free.values_list("pk", flat=True)[: CHAIRS - len(seated)])
    session.capacity = len(others) + len(seated)
    session.save(update_fields=["capacity"])
    taken = {"session": session, "state": Seat.State.CONFIRMED, "booked_at": ground.now}
    seats = [Seat(participant_id=one.participant_id, **taken) for one in seated]
    seats += [Seat(participant_id=person, **taken) for person in others]
    seats += [
        Seat(session=session, participant_id=one.participant_id, state=Seat.State.WAITING, queue_number=number)
        for number, one in enumerate(stand_by, start=1)
    ]
    Seat.objects.bulk_create(seats)
    held = {seat.participant_id: seat for seat in seats}
    answered = [*seated, *stand_by, *declined]
    for one in answered:
        one.seat = held.get(one.participant_id)
        one.state = State.CONFIRMED if one.seat else State.DECLINED
        one.answered_at = ground.now
        one.answered_by_way = Invitation.Way.LINK if one.seat else Invitation.Way.PHONE
        one.answered_by = None if one.seat else officer
    Invitation.objects.bulk_update(answered, ["seat", "state", "answered_at", "answered_by_way", "answered_by"])
    calls = Notice.objects.filter(kind=notices.INVITED)
    calls.filter(participant__in=[one.participant_id for one in [*seated, *stand_by]]).update(
        state=Notice.State.REPLACED
    )
    phoned = calls.filter(participant__in=[one.participant_id for one in declined])
    phoned.update(state=Notice.State.REACHED, changed_at=ground.now, changed_by=officer)
    CallResult.objects.bulk_create(
        CallResult(notice=call, outcome=CallResult.Outcome.REACHED, reason="Tidak bisa", made_by=officer)
        for call in phoned
    )


def _session(ground):
    hall = venues.known()[HERE, "Balai Warga"]
    start, end = (
        dt.datetime.combine(ground.today + dt.timedelta(days=10), dt.time(hour), tzinfo=WIB) for hour in (15, 17)
    )
    session = Session.objects.create(
        programme_year=ground.year,
        agency=Agency.objects.get(code="kukmp-jakbar"),
        title="Kelas kecil Grogol Petamburan",
        kecamatan_id=HERE,
        venue=hall,
        capacity=CHAIRS,
        state=Session.State.PUBLISHED,
        starts_at=start,
        ends_at=end,
        booking_closes_at=start - CLOSES_BEFORE,
        created_at=ground.now - dt.timedelta(days=3),
    )
    session.modules.set(Module.objects.filter(code__in=MODULES[:1]))
    Meeting.objects.create(session=session, starts_at=start, ends_at=end)
    return session
