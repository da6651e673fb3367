"""One person's way through all seven stages by the acts of those who make it: each stage entered wrongly, put right,
and in the end taken back. Acts of one stage keep their order; those of different stages may come in any.
"""

from datetime import timedelta

from bazaars.actions import sales
from okoce.clock import now, today
from participants.capital import actions as capital
from participants.finances import actions as finances
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.mentoring.actions import notes as mentoring
from participants.permits import actions as permits
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import in_days, make_seat, make_session
from trainings.attendance.actions import attendance

DESK = IdentityCheck.Place.DESK
WRONG = "Salah orang"


class Staff:
    def __init__(self):
        self.officer, self.sudin, self.mentor = (make_user(role) for role in ("officer", "staff", "mentor"))


class Walk:
    """`way` leads to all seven stages, `back` takes each away: {stage: [act, …]}."""

    def __init__(self, year, staff):
        self.staff, self.owner = staff, make_user()
        self.person = make_participant(
            user=self.owner, mentor=staff.mentor, year=year, registered_at=now() - timedelta(days=110)
        )
        self.session = make_session(days=(-80,), year=year)
        self.seat = make_seat(self.session, self.person)
        stand = make_application(make_bazaar(days=(-30, -29), year=year), self.person)
        self.stall_day = make_stall_day(stand)
        self.rows = {}
        journeys.enter(self.person)

    @property
    def way(self):
        return {
            "pendaftaran": [self._card(-100), self._void_card, self._card(-90)],
            "pelatihan": [self._come, self._void_attendance, self._come],
            "pendampingan": [self._meet(-70), self._meet(-69), self._void_note, self._meet(-60), self._finish],
            "perizinan": [self._apply, self._issue, self._void_licence, self._issue_anew],
            "pemasaran": [self._sell, self._check_sale, self._void_sale, self._sell, self._check_sale],
            "pelaporan": [
                self._month(3),
                self._month(2),
                self._month(1),
                self._void_month,
                self._month(1),
                self._other,
            ],
            "permodalan": [self._ask, self._paid, self._check_money, self._void_money, self._ask, self._paid_by_mentor],
        }

    @property
    def back(self):
        return {
            "pendaftaran": [self._void_card],
            "pelatihan": [self._void_attendance],
            "pendampingan": [self._void_note],
            "perizinan": [self._void_licence],
            "pemasaran": [self._void_sale],
            "pelaporan": [self._void_month],
            "permodalan": [self._void_money],
        }

    # --- Pendaftaran, Pelatihan, Pendampingan

    def _card(self, days):
        return lambda: identity.check(self.person, by=self.staff.officer, place=DESK, on=in_days(days))

    def _void_card(self):
        identity.void(self.person.identity_checks.standing().get(), by=self.staff.officer, reason=WRONG)

    def _come(self):
        attendance.mark(self.session.meetings.get(), [self.seat.pk], by=self.staff.officer)

    def _void_attendance(self):
        attendance.void(self.seat.attendances.standing().get(), by=self.staff.officer, reason=WRONG)

    def _meet(self, days):
        def act():
            self.rows["note"] = mentoring.record(
                self.person,
                by=self.staff.mentor,
                met_on=in_days(days),
                kind="visit",
                minutes=30,
                topics=[],
                text=f"Pertemuan {days}",
                readers="pair",
                next_step="Catat penjualan",
                next_step_due_on=None,
            )

        return act

    def _void_note(self):
        mentoring.void(self.rows["note"], by=self.staff.mentor, reason=WRONG)

    def _finish(self):
        mentoring.finish(self.rows["note"], by=self.staff.mentor, on=in_days(-50))

    # --- Perizinan, Pemasaran

    def _apply(self):
        paper = {"number": "", "issued_on": None, "refusal_reason": ""}
        self.rows["licence"] = permits.add(self.person, by=self.owner, kind="nib", state="applied", **paper)

    def _issue(self):
        paper = {"number": "9120000000001", "issued_on": in_days(-45), "refusal_reason": ""}
        permits.decide(self.rows["licence"], by=self.staff.mentor, state="issued", **paper)

    def _issue_anew(self):
        paper = {"number": "9120000000002", "issued_on": in_days(-44), "refusal_reason": ""}
        self.rows["licence"] = permits.add(self.person, by=self.staff.officer, kind="nib", state="issued", **paper)

    def _void_licence(self):
        permits.void(self.rows["licence"], by=self.staff.officer, reason=WRONG)

    def _sell(self):
        self.rows["sale"] = sales.record(self.stall_day, amount=300_000, by=self.owner)

    def _check_sale(self):
        sales.check(self.rows["sale"], by=self.staff.sudin)

    def _void_sale(self):
        sales.void(self.rows["sale"], by=self.staff.sudin, reason=WRONG)

    # --- Pelaporan Keuangan, Permodalan

    def _month(self, ago):
        def act():
            month_on = today().replace(day=1)
            for _ in range(ago):
                month_on = (month_on - timedelta(days=1)).replace(day=1)
            self.rows["month"] = finances.add(self.person, by=self.owner, month_on=month_on, sales=900_000, costs=1)

        return act

    def _void_month(self):
        finances.void(self.rows["month"], by=self.owner, reason=WRONG)

    def _other(self):
        finances.correct(self.rows["month"], by=self.staff.mentor, sales=800_000, costs=2)

    def _ask(self):
        shown = {"state": "applied", "lender": "Koperasi Cempaka", "amount": 5_000_000, "reason": ""}
        self.rows["money"] = capital.add(self.person, by=self.owner, **shown)

    def _paid(self, by=None):
        shown = {"state": "disbursed", "amount": 4_000_000, "disbursed_on": in_days(-10), "reason": ""}
        capital.decide(self.rows["money"], by=by or self.owner, **shown)

    def _paid_by_mentor(self):
        self._paid(by=self.staff.mentor)

    def _check_money(self):
        capital.check(self.rows["money"], by=self.staff.mentor)

    def _void_money(self):
        capital.void(self.rows["money"], by=self.staff.mentor, reason=WRONG)
