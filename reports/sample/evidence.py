"""What the invented people did after their training: notes, licences, sales, statements, capital."""

import datetime as dt

from bazaars.models import Bazaar, StallSale
from okoce.regions.models import Region
from participants.models import CapitalApplication, Licence, MentoringNote, MonthlyStatement
from reports.sample.words import LENDERS

KINDS = MentoringNote.Kind.values
TOPICS = MentoringNote.Topic.values


def bazaars(*, year, today):
    """A bazaar a month per kota so far, and three to come; {kota: [bazaar]}."""
    made = {}
    for kota in Region.objects.kota():
        hosts = list(kota.children.all())
        days = list(range(20, (today - year.starts_on).days, 30))
        days += [(today - year.starts_on).days + ahead for ahead in (9, 23, 44)]
        made[kota.code] = [
            Bazaar.objects.create(
                programme_year=year,
                name=f"Bazar OK OCE {hosts[number % len(hosts)].name}",
                kecamatan=hosts[number % len(hosts)],
                venue=f"Halaman Kantor Kecamatan {hosts[number % len(hosts)].name}",
                starts_on=year.starts_on + dt.timedelta(days=day),
                ends_on=year.starts_on + dt.timedelta(days=day + 1),
                stalls=40,
                is_published=True,
            )
            for number, day in enumerate(days)
        ]
    return made


class AfterTraining:
    """Collects rows over a batch of people and writes them at once. Nothing is dated after today."""

    def __init__(self, *, year, today, mentors, bazaars):
        self.year, self.today, self.mentors, self.bazaars = year, today, mentors, bazaars
        self.rows = {model: [] for model in (MentoringNote, Licence, StallSale, MonthlyStatement, CapitalApplication)}

    def add(self, plan, person, trained_on):
        draws = plan.draws("after")
        if plan.depth >= 3:
            self._notes(draws, person, trained_on)
        self._licence(draws, person, trained_on, issued=plan.depth >= 4)
        if plan.depth >= 5:
            self._sale(draws, person, trained_on)
        if plan.depth >= 6:
            self._statements(draws, person, trained_on)
        self._capital(draws, person, trained_on, disbursed=plan.depth >= 7)

    def write(self):
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows, batch_size=1000)
            rows.clear()

    def _keep(self, row, day):
        if day <= self.today:
            self.rows[type(row)].append(row)

    def _notes(self, draws, person, trained_on):
        mentor = self.mentors.get(person.kecamatan_id, self.mentors[None])
        first = trained_on + dt.timedelta(days=draws.between(3, 12))
        second = first + dt.timedelta(days=draws.between(8, 20))
        for day, done in ((first, second), (second, None)):
            done = done if done and done <= self.today else None
            self._keep(
                MentoringNote(
                    participant=person,
                    mentor=mentor,
                    met_on=day,
                    kind=draws.pick(KINDS),
                    minutes=draws.between(1, 4) * 30,
                    topics=sorted({draws.pick(TOPICS), "books"}),
                    text="Membahas catatan penjualan dan harga pokok.",
                    next_step="Mencatat penjualan tiap hari",
                    next_step_due_on=day + dt.timedelta(days=14),
                    next_step_done_on=done,
                ),
                day,
            )

    def _licence(self, draws, person, trained_on, *, issued):
        day = trained_on + dt.timedelta(days=draws.between(10, 40))
        if issued:
            number = f"CONTOH-{person.pk:07d}"
            self._keep(Licence(participant=person, kind="nib", state="issued", number=number, issued_on=day), day)
        elif draws.chance(0.25):
            reason = draws.pick(["Alamat usaha di zona yang tidak mengizinkan.", "Data KTP tidak cocok."])
            self._keep(Licence(participant=person, kind="nib", state="refused", refusal_reason=reason), day)

    def _sale(self, draws, person, trained_on):
        held = [b for b in self.bazaars[person.kecamatan_id[:5]] if trained_on < b.starts_on <= self.today]
        if held:
            bazaar = draws.pick(held)
            amount = draws.between(15, 240) * 10_000
            self._keep(
                StallSale(bazaar=bazaar, participant=person, sold_on=bazaar.starts_on, amount=amount), bazaar.starts_on
            )

    def _statements(self, draws, person, trained_on):
        month = trained_on.replace(day=1)
        for _ in range(3):
            end = (month + dt.timedelta(days=32)).replace(day=1)
            sales = draws.between(150, 1200) * 10_000
            submitted = end + dt.timedelta(days=draws.between(1, 9))
            self._keep(
                MonthlyStatement(
                    participant=person, month_on=month, sales=sales, costs=int(sales * 0.6), submitted_on=submitted
                ),
                submitted,
            )
            month = end

    def _capital(self, draws, person, trained_on, *, disbursed):
        day = trained_on + dt.timedelta(days=draws.between(40, 70))
        if disbursed:
            self._keep(
                CapitalApplication(
                    participant=person,
                    state="disbursed",
                    lender=draws.pick(LENDERS),
                    amount=draws.between(2, 20) * 1_000_000,
                    disbursed_on=day,
                ),
                day,
            )
        elif draws.chance(0.05):
            self._keep(
                CapitalApplication(participant=person, state="not_wanted", reason="Tidak berminat meminjam."), day
            )
