"""What somebody may have a certificate of, read from the evidence, with everything that will be printed.

`content` of a certificate: "title"; "modules", each {"name"} and for a year {"name", "on", "place"}; "days" on which
the person came; "place"; "agency". Days are ISO dates.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from okoce.clock import wib_day
from okoce.programme import memory
from okoce.programme.stages import Stage
from okoce.regions import places
from participants.journey import stages
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.people.models import Participant
from trainings.attendance.completions import finished
from trainings.attendance.models import Attendance
from trainings.certificates.models import Certificate
from trainings.seats.models import Seat
from trainings.sessions.models import Session, Training
from trainings.sessions.states import TrainingKind

Kind = Certificate.Kind
EVIDENCE = "attendance:"  # how a stage names the attendance that it stands on


@dataclass(frozen=True)
class Basis:
    """One paper that the evidence allows."""

    participant: Participant
    kind: str
    session: Session
    programme_year_id: int
    training: Training | None
    kecamatan_id: str
    completed_on: date
    content: dict

    @property
    def key(self):
        """What of whom: the same as a certificate's that was issued for it."""
        about = {Kind.YEAR: self.programme_year_id, Kind.TRAINING: self.training and self.training.pk}
        return self.participant.pk, self.kind, about.get(self.kind, self.session.pk)


def key_of(certificate):
    """Return the `Basis.key` that a certificate was issued for."""
    about = {Kind.YEAR: certificate.programme_year_id, Kind.TRAINING: certificate.training_id}
    return certificate.participant_id, certificate.kind, about.get(certificate.kind, certificate.session_id)


def of_session(session):
    """Return what those who came to a session may have of it: the session itself, and what they finished with it.

    Only people whose identity card was seen: the name on the paper is theirs. The statements do not grow with people.
    """
    seats = session.seats.filter(state=Seat.State.ATTENDED, participant__is_checked=True)
    found = _of_seats(list(seats.values_list("pk", flat=True)))
    people = {basis.participant.pk for basis in found}
    return [*found, *(basis for basis in _of_years(people) if basis.session.pk == session.pk)]


def of_person(participant):
    """Return all that one person may have, the newest first."""
    if not participant.is_checked:
        return []
    seats = participant.seats.filter(state=Seat.State.ATTENDED, session__state=Session.State.PUBLISHED)
    found = [*_of_seats(list(seats.values_list("pk", flat=True))), *_of_years({participant.pk})]
    return sorted(_last_of_each(found), key=lambda basis: basis.completed_on, reverse=True)


def _last_of_each(found):
    """A commodity training that was attended again is finished once."""
    return {basis.key: basis for basis in sorted(found, key=lambda basis: basis.completed_on, reverse=True)}.values()


def _of_seats(numbers):
    """What these seats allow: each its session, and the commodity training that its person has finished."""
    seats = Seat.objects.filter(pk__in=numbers, session__state=Session.State.PUBLISHED).order_by("pk")
    seats = seats.select_related("participant", "session__venue", "session__agency", "session__training")
    seats = list(seats.prefetch_related("session__modules", "session__training__modules"))
    days, homes = _days_of(numbers), journeys.homes_of({seat.participant_id: seat.participant for seat in seats})
    hard = {seat.session.training for seat in seats if _is_hard(seat.session)}
    graduates = {training: set(finished(training).values_list("participant", flat=True)) for training in hard}
    found = []
    for seat in seats:
        if not seat.session.has_ended or not days[seat.pk]:
            continue
        found.append(_basis(seat, Kind.SESSION, days[seat.pk], homes))
        if _is_hard(seat.session) and seat.participant_id in graduates[seat.session.training]:
            found.append(_basis(seat, Kind.TRAINING, days[seat.pk], homes))
    return found


def _is_hard(session):
    return session.training is not None and session.training.kind == TrainingKind.HARD


def _days_of(seats):
    """{seat: the days on which its person came, in order}."""
    rows = Attendance.objects.standing().filter(seat__in=seats).values_list("seat", "meeting__starts_at")
    days = defaultdict(set)
    for seat, starts_at in rows:
        days[seat].add(wib_day(starts_at))
    return defaultdict(list, {seat: sorted(each) for seat, each in days.items()})


def _basis(seat, kind, days, homes):
    session, training = seat.session, seat.session.training if kind == Kind.TRAINING else None
    content = {
        "title": training.title if training else session.title,
        "modules": [{"name": module.name} for module in (training or session).modules.all()],
        "days": [day.isoformat() for day in days],
        "place": _place(session),
        "agency": str(training.agency if training else session.agency),
    }
    return Basis(
        seat.participant,
        kind,
        session,
        (training or session).programme_year_id,
        training,
        homes.on(seat.participant_id, days[-1])[1],
        days[-1],
        content,
    )


def _of_years(people):
    """What those of these people may have who hold Pelatihan of their programme year."""
    held = StageStanding.objects.filter(participant__in=people, stage=Stage.TRAINING)
    held = list(held.select_related("participant").order_by("participant"))
    if not held:
        return []
    ids = [standing.participant_id for standing in held]
    facts = journeys.collect(ids, stage=Stage.TRAINING)
    policies = journeys.policies({each.participant.programme_year_id for each in held})
    done = {
        each.participant_id: stages.modules_completed(
            facts[each.participant_id], policies[each.participant.programme_year_id]
        )
        for each in held
    }
    refs = {module.ref for modules in done.values() for module in modules.values()}
    seen = Attendance.objects.select_related("meeting__session__venue", "meeting__session__agency").in_bulk(
        [int(ref.removeprefix(EVIDENCE)) for ref in refs if ref.startswith(EVIDENCE)]
    )
    sessions = {f"{EVIDENCE}{pk}": attendance.meeting.session for pk, attendance in seen.items()}
    elsewhere = journeys.words(refs - sessions.keys())
    # The session of the last module hands it out; who did that one at another agency has no session for it.
    held = [each for each in held if each.evidence in sessions]
    return [_of_year(each, done[each.participant_id], sessions, elsewhere) for each in held]


def _of_year(standing, done, sessions, elsewhere):
    year = memory.year_of(standing.participant.programme_year_id)
    required = [(code, name) for code, name, is_required in year.ordered_modules if is_required]
    modules = [
        {"name": name, "on": done[code].on.isoformat(), "place": _where(done[code].ref, sessions, elsewhere)}
        for code, name in required
        if code in done
    ]
    last = sessions[standing.evidence]
    content = {
        "title": f"Pelatihan {year}",
        "modules": modules,
        "days": [],
        "place": "",
        "agency": str(last.agency),
    }
    return Basis(
        standing.participant, Kind.YEAR, last, year.pk, None, standing.kecamatan_id, standing.reached_on, content
    )


def _where(ref, sessions, elsewhere):
    return _place(sessions[ref]) if ref in sessions else elsewhere.get(ref, "instansi lain")


def _place(session):
    return f"{session.venue}, Kecamatan {places.named(session.kecamatan_id)}"
