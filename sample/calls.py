"""People to be notified: a cancelled session of nineteen, its call list half done, and a seat offered to who waits."""

import datetime as dt

from django.db.models import Exists, OuterRef

from okoce.accounts.models import User
from okoce.accounts.proofs import Proof, proved
from okoce.clock import WIB
from okoce.notifications.models import Message
from okoce.programme.models import Agency, Module
from okoce.regions.models import Region
from participants.calls.actions import results
from participants.calls.models import CallResult, Notice
from participants.people.models import Participant
from trainings.planning.actions import sessions
from trainings.seats.actions import seats
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, Venue
from trainings.sessions.states import CancelCode

HERE, NEXT = "31.73.02", "31.73.05"
MODULE = "K1"  # which most have not attended, and hold no seat for
WITH_LOG_IN = ("Sulastri", "Pak Darto", "Mbak Ayu", "Keluarga Nuri")
Outcome = CallResult.Outcome
# What the officer did this morning with the first of the list.
REACHED, ONCE, THRICE = [Outcome.REACHED], [Outcome.MISSED], [Outcome.MISSED] * 3
DONE = [REACHED, THRICE, [Outcome.WRONG], [Outcome.IMPOSSIBLE], ONCE, REACHED, REACHED]


def cancelled_session(officer, staff, mentor, password_hash, ground):
    """Called off yesterday: 4 of its people have a log-in, and half of them read it; 15 are to be called."""
    people = _nineteen(mentor, password_hash)
    session, booked_at = _session(ground), ground.now - dt.timedelta(days=5)
    Seat.objects.bulk_create(
        Seat(
            session=session,
            participant=person,
            state=Seat.State.CONFIRMED,
            booked_at=booked_at,
        )
        for person in people
    )
    sessions.cancel(session, by=staff, reason="Aula terendam banjir", code=CancelCode.FLOOD)
    sent = Message.objects.filter(kind="session_cancelled").order_by("pk").values_list("pk", flat=True)
    Message.objects.filter(pk__in=list(sent[:2])).update(read_at=ground.now)
    calls = Notice.objects.on_list_of(officer).to_call().filter(kind="session_cancelled").order_by("-pk")
    for call, outcomes in zip(list(calls)[:-1], DONE, strict=False):  # at least one still waits
        for outcome in outcomes:
            reason = "Pindah dan tidak bisa dihubungi" if outcome == Outcome.IMPOSSIBLE else ""
            results.record(call, outcome, by=officer, reason=reason)


def offered_seat(officer, ground):
    """Somebody of the full session gave a seat back at the desk; the first who waits has no log-in."""
    waiting = Seat.objects.filter(state=Seat.State.WAITING, session__kecamatan=HERE, session__starts_at__gt=ground.now)
    first = waiting.order_by("session__starts_at", "queue_number").first()
    given_back = first and first.session.seats.filter(state=Seat.State.CONFIRMED).order_by("pk").first()
    if given_back:
        seats.cancel(given_back, by=officer, reason="Sedang sakit")


def _nineteen(mentor, password_hash):
    """People of two kecamatan: mentees of the mentor of the list among them, and four with a log-in of their own."""
    seats = Seat.objects.filter(participant=OuterRef("pk"))
    live = seats.filter(state__in=[Seat.State.WAITING, Seat.State.CONFIRMED])
    learned = seats.filter(state=Seat.State.ATTENDED, session__modules__code=MODULE)
    free = Participant.objects.filter(~Exists(learned), user=None)
    free = free.order_by(Exists(live), "pk")  # who expects no other session first
    here = list(free.filter(kecamatan=HERE, mentor=None)[:12])
    mentees = list(free.filter(pk__in=mentor.mentees.values("pk"))[:2])
    there = list(free.filter(kecamatan=NEXT, mentor=None)[:5])
    for number, (person, name) in enumerate(zip(here[: len(here) // 2], WITH_LOG_IN, strict=False), start=1):
        user = User.objects.create(name=name, password=password_hash, **_log_in(number))
        person.user = user
        person.save(update_fields=["user"])
    return [*here, *mentees, *there]


def _log_in(number):
    return proved(Proof.ADMINISTRATOR, phone=f"+62812000098{number:02d}")


def _session(ground):
    kecamatan = Region.objects.get(pk=HERE)
    day = ground.today + dt.timedelta(days=3)
    starts_at = dt.datetime.combine(day, dt.time(18), tzinfo=WIB)
    session = Session.objects.create(
        programme_year=ground.year,
        agency=Agency.objects.get(code__startswith="kukmp-", region=kecamatan.parent_id),
        title=f"Pelatihan malam {kecamatan.name}",
        kecamatan=kecamatan,
        venue=Venue.objects.get(name=f"Gelanggang Remaja {kecamatan.name}"),
        state=Session.State.PUBLISHED,
        booking_closes_at=starts_at - dt.timedelta(hours=12),
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        created_at=ground.now - dt.timedelta(days=14),
    )
    session.modules.set(Module.objects.filter(code=MODULE))
    Meeting.objects.create(session=session, starts_at=session.starts_at, ends_at=session.ends_at)
    return session
