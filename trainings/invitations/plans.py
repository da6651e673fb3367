"""How many people to invite to a session, and why, for the page and for the act that invites."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from okoce.formats import angka
from okoce.regions import places
from trainings.invitations import rates, turnouts
from trainings.invitations.counts import Counts, counts_of
from trainings.invitations.rates import Belief, Turnout
from trainings.invitations.turnouts import Kind
from trainings.sessions import memory


@dataclass(frozen=True)
class Plan:
    """`asked`: everybody invited or seated so far. `expected`: those of them who did not decline."""

    chairs: int
    kecamatan: str
    kind: Kind
    own: Turnout
    city: Turnout
    known: Belief | None
    counts: Counts
    asked: int
    expected: int

    @property
    def invited(self):
        return self.counts.invited

    @property
    def limit(self):
        """The largest number of people that may be invited in all."""
        return rates.most_invited(self.chairs, self.known)

    @property
    def more(self):
        """How many may be invited now."""
        return rates.still_to_invite(self.chairs, self.known, asked=self.asked, expected=self.expected)

    @property
    def rate_percent(self):
        return min(max(round(self.known.mean * 100), 1), 99)  # neither is ever certain

    @property
    def history_in_words(self):
        """Where the rate comes from: 504 dari 800 datang di Kalideres; …; bobot awal 40 orang."""
        if self.known is None:
            return (
                "Belum ada riwayat kedatangan untuk jenis sesi ini di mana pun, jadi yang diundang sebanyak kursinya."
            )
        where = places.named(self.kecamatan)
        city = f"{angka(self.city.came)} dari {angka(self.city.invited)} datang di seluruh Jakarta"
        if not self.own.invited:
            return f"Belum ada riwayat di {where}; {city}; bobot awal {angka(rates.WEIGHT)} orang."
        own = f"{angka(self.own.came)} dari {angka(self.own.invited)} datang di {where}"
        return f"{own}; {city}; bobot awal {angka(rates.WEIGHT)} orang."

    @property
    def reason_in_words(self):
        """Why this many, in one or two sentences."""
        if self.known is None:
            return f"Undang {angka(self.limit)} orang untuk {angka(self.chairs)} kursi."
        return (
            f"Undang paling banyak {angka(self.limit)} orang untuk {angka(self.chairs)} kursi: kemungkinan yang datang "
            "lebih banyak daripada kursinya tidak lebih dari 1 dari 100."
        )


def plan_of(session):
    """Return the Plan of a session as everything stands now. Three statements."""
    kind = turnouts.kind_of(session, memory.contents([session.pk])[session.pk].meetings)
    own, city = turnouts.history(session.kecamatan_id, kind)
    counts = counts_of(session)
    is_invited = Exists(session.invitations.filter(participant=OuterRef("participant")))
    seats = session.seats.live().order_by().aggregate(live=Count("pk"), by_themselves=Count("pk", filter=~is_invited))
    return Plan(
        chairs=session.capacity,
        kecamatan=session.kecamatan_id,
        kind=kind,
        own=own,
        city=city,
        known=rates.belief(own, city),
        counts=counts,
        asked=counts.invited + seats["by_themselves"],
        expected=seats["live"] + counts.pending,
    )
