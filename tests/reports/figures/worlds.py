"""A small world with facts of every kind that figures count, at random."""

import datetime as dt
import random

from bazaars.models import StallDay, StallSale
from okoce.clock import WIB
from okoce.programme.models import Module
from participants.agency_trainings.models import AgencyAttendance, OldClaim
from participants.capital.models import CapitalApplication
from participants.corrections.models import Correction
from participants.employment.models import WorkerCount
from participants.finances.models import MonthlyStatement
from participants.imports.models import Import
from participants.journey.actions import journeys
from participants.mentoring.models import MentorAssignment
from participants.people.models import Residence
from participants.permits.models import Licence
from tests.factories import evidence
from tests.factories.bazaars import make_application, make_bazaar
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, DURI_KEPA, GROGOL, GROGOL_KELURAHAN, JATINEGARA, KEBON_JERUK, TOMANG
from tests.factories.venues import make_venue
from tests.factories.years import make_agency, make_point, make_year
from trainings.attendance.models import Attendance
from trainings.door.models import DoorSeat
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

HOMES = [TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA]
State = CapitalApplication.State


class World:
    """`people` people of a year and what happened to them between January and November."""

    def __init__(self, seed, people=16):
        self.chance, self.year = random.Random(seed), make_year(2026, order="free")
        self.officer, self.mentor, self.other = make_user("officer"), make_user("mentor"), make_user("staff")
        self.people = [self._person(number) for number in range(people)]
        self._sessions()
        bazaar = make_bazaar(days=(7, 9))
        for person in self.people:
            self._facts(person, bazaar)
        self._lists()
        for person in self.people:
            journeys.enter(person)

    def day(self, first=1, last=11):
        return dt.date(2026, self.chance.randint(first, last), self.chance.randint(1, 28))

    def at(self, day):
        return dt.datetime.combine(day, dt.time(self.chance.choice([0, 10, 23]), 30), tzinfo=WIB)

    def happens(self, share=0.5):
        return self.chance.random() < share

    def _person(self, number):
        fields = {"flags": self.chance.choice([[], [], ["NIK_REGION_DIFFERS"], ["NIK_SEX_DIFFERS"]])}
        birth_on = dt.date(self.chance.randint(1960, 2005), 11, self.chance.choice([1, 20, 28]))
        person = make_participant(
            kelurahan=HOMES[number % 4],
            year=self.year,
            registered_at=self.at(self.day(1, 4)),
            sex=self.chance.choice("LP"),
            birth_on=birth_on,
            **fields,
        )
        if self.happens(0.3):
            home = self.chance.choice(HOMES)
            Residence.objects.create(participant=person, kelurahan_id=home, since_on=self.day(5, 10))
        return person

    def _sessions(self):
        for number in range(6):
            state = [Session.State.PUBLISHED] * 4 + [Session.State.CANCELLED, Session.State.DRAFT]
            self._session(number, state[number])

    def _session(self, number, state):
        starts_at = dt.datetime.combine(self.day(2, 11), dt.time(9), tzinfo=WIB)
        host = [GROGOL, CAKUNG][number % 2]
        session = Session.objects.create(
            programme_year=self.year,
            agency=make_agency(*[("satu", "Sudin Satu"), ("dua", "Sudin Dua")][number % 2]),
            title=f"Sesi {number}",
            kecamatan_id=host,
            venue=make_venue("Aula", host),
            capacity=10 + number,
            state=state,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=5),
            cancel_code="other" if state == Session.State.CANCELLED else "",
            cancel_reason="hujan" if state == Session.State.CANCELLED else "",
        )
        session.modules.set(Module.objects.all())
        meeting = Meeting.objects.create(session=session, starts_at=starts_at, ends_at=session.ends_at)
        for person in self.chance.sample(self.people, 6):
            seat = Seat.objects.create(
                session=session, participant=person, state=self.chance.choice([*Seat.EXPECTED, Seat.State.RELEASED])
            )
            if self.happens(0.3):
                DoorSeat.objects.create(seat=seat, meeting=meeting)
            if state == Session.State.PUBLISHED and self.happens(0.6):
                voids = {"voided_at": starts_at, "void_reason": "keliru"} if self.happens(0.2) else {}
                Attendance.objects.create(seat=seat, meeting=meeting, marked_by=self.officer, **voids)

    def _facts(self, person, bazaar):
        if self.happens(0.9):
            evidence.make_check(person, self.day(1, 8), by=self.officer)
        for kind in self.chance.sample(["nib", "pirt", "halal", "merek"], self.chance.randint(0, 2)):
            self._licence(person, kind)
        for month in self.chance.sample(range(1, 11), 4 if self.happens() else 1):
            self._statement(person, month)
        if self.happens(0.7):
            self._capital(person)
        if self.happens(0.6):
            self._market(person, bazaar)
        self._mentoring(person)
        self._training(person)
        for _ in range(self.chance.randint(0, 3)):
            WorkerCount.objects.create(
                participant=person,
                people=self.chance.randint(0, 9),
                said_on=self.day(),
                way=WorkerCount.Way.OWN,
                recorded_by=self.officer,
                **self._voids(),
            )
        if self.happens(0.2):
            Correction.objects.create(
                participant=person,
                fields=["name"],
                values_sealed=b"",
                state=self.chance.choice([Correction.State.DONE, Correction.State.REFUSED]),
                seen="ktp",
                reason="uji",
                answer="uji",
                proposed_by=self.officer,
                decided_by=self.other,
                decided_at=self.at(self.day()),
            )

    def _voids(self):
        return {"voided_at": self.at(self.day()), "void_reason": "keliru"} if self.happens(0.15) else {}

    def _licence(self, person, kind):
        state = self.chance.choice(Licence.State.values)
        issued = {"number": f"{person.pk}{kind}", "issued_on": self.day()} if state == Licence.State.ISSUED else {}
        reason = self.chance.choice(["Alamat tidak cocok", "KBLI keliru"]) if state == Licence.State.REFUSED else ""
        Licence.objects.create(
            participant=person,
            kind=kind,
            state=state,
            refusal_reason=reason,
            recorded_at=self.at(self.day()),
            **issued,
            **self._voids(),
        )

    def _statement(self, person, month):
        MonthlyStatement.objects.create(
            participant=person,
            month_on=dt.date(2026, month, 1),
            sales=3_000_000,
            costs=1_000_000,
            submitted_on=dt.date(2026, month + 1, self.chance.randint(1, 28)),
            **self._voids(),
        )

    def _capital(self, person):
        state = self.chance.choice(State.values)
        came = {"disbursed_on": self.day()} if state == State.DISBURSED else {}
        CapitalApplication.objects.create(
            participant=person,
            state=state,
            lender="Koperasi",
            amount=self.chance.randint(1, 9) * 1_000_000,
            reason="jaminan" if state == State.REFUSED else "",
            recorded_at=self.at(self.day()),
            is_own_entry=self.happens(0.2),
            **came,
            **self._voids(),
        )

    def _market(self, person, bazaar):
        if self.happens():
            application = make_application(bazaar, person)
            StallDay.objects.create(
                bazaar=bazaar, number=person.pk % 30_000, day_on=self.day(), application=application
            )
        for on in {self.day(), self.day()}:
            own = self.happens(0.2)
            StallSale.objects.create(
                bazaar=bazaar,
                participant=person,
                sold_on=on,
                amount=self.chance.randint(1, 9) * 10_000,
                is_own_entry=own,
            )

    def _mentoring(self, person):
        for _ in range(self.chance.randint(0, 2)):
            MentorAssignment.objects.create(
                participant=person,
                mentor=self.chance.choice([self.mentor, None]),
                assigned_by=self.officer,
                assigned_at=self.at(self.day()),
            )
        for on in {self.day() for _ in range(self.chance.randint(0, 2))}:
            evidence.make_note(person, on, done_on=on, by=self.mentor)

    def _training(self, person):
        if self.happens(0.4):
            row = evidence.make_agency_attendance(person, self.day())
            AgencyAttendance.objects.filter(pk=row.pk).update(agency=make_agency("dua", "Sudin Dua"))
        if self.happens(0.2):
            OldClaim.objects.create(
                participant=person, text="Pernah", source="daftar", noted_by=self.officer, noted_at=self.at(self.day())
            )

    def _lists(self):
        for region in (GROGOL, KEBON_JERUK, BARAT):
            Import.objects.create(
                file_name="x.xlsx",
                sha256=region,
                region_id=region,
                registration_point=make_point(),
                state=Import.State.DONE,
                counts={"hold": self.chance.randint(0, 9), "new": 2, "reject": self.chance.randint(0, 9)},
                uploaded_by=self.officer,
                confirmed_at=self.at(self.day()),
                finished_at=self.at(self.day()),
            )
