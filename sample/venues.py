"""Venues and trainers of the invented year."""

from okoce.programme.models import Agency, Module
from okoce.regions import places
from okoce.regions.models import Region
from participants.cleaning import availability
from sample.words import MEN, WOMEN
from trainings.sessions.models import Trainer, Venue

# Name, people it holds, how to get in.
KINDS = {
    "Aula Kantor Kecamatan": (120, "Lantai 2, ada lift"),
    "Balai Warga": (110, "Lantai 1, ramp kursi roda"),
    "RPTRA": (100, "Lantai 1, dekat halte Transjakarta"),
    "Gelanggang Remaja": (300, "Lantai 1, parkir luas"),
}
MOST = 20  # trainers of a kota, for their telephone numbers
WEEKDAYS = availability.pack([day * 3 + part for day in range(6) for part in (0, 1)])


def build():
    """Make one venue of each kind in every kecamatan, spread over its kelurahan, and the trainers of every kota."""
    made = []
    for kecamatan in Region.objects.kecamatan().order_by("code"):
        kelurahan = places.kelurahan(kecamatan.code)
        for number, (kind, (capacity, access)) in enumerate(KINDS.items()):
            code, name = kelurahan[number % len(kelurahan)]
            made.append(
                Venue(
                    name=f"{kind} {kecamatan.name}",
                    kelurahan_id=code,
                    address=f"Jalan Contoh {number + 1}, {name}",
                    capacity=capacity,
                    access=access,
                )
            )
    Venue.objects.bulk_create(made)
    _hire_trainers()


def known():
    """Return {(kecamatan, kind): Venue}."""
    return {
        (venue.kecamatan_code, kind): venue
        for venue in Venue.objects.all()
        for kind in KINDS
        if venue.name.startswith(kind)
    }


def trainer_of(kecamatan, hired):
    """Return the trainer of a kecamatan among `trainers()`."""
    own = hired[kecamatan[:5]][:-1]
    return own[(int(kecamatan[-2:]) - 1) % len(own)]


def trainers():
    """Return {kota: its trainers}."""
    hired = {}
    for trainer in Trainer.objects.select_related("agency").order_by("pk"):
        hired.setdefault(trainer.agency.region_id, []).append(trainer)
    return hired


def _hire_trainers():
    """One for each kecamatan, and one more in each kota, who teaches one module on weekday mornings and afternoons."""
    agencies = Agency.objects.filter(code__startswith="kukmp-").order_by("code")
    first_module = Module.objects.order_by("code").first()
    for place, agency in enumerate(agencies):
        count = len(places.parts_of(agency.region_id)) + 1
        hired = [
            Trainer(
                name=f"{(WOMEN, MEN)[number % 2][(place * 5 + number // 2) % len(MEN)]} Narasumber",
                phone=f"+628120000{9500 + place * MOST + number}",
                agency=agency,
                availability=WEEKDAYS if number == count - 1 else 0,
            )
            for number in range(count)
        ]
        Trainer.objects.bulk_create(hired)
        hired[-1].modules.set([first_module])
    return hired
