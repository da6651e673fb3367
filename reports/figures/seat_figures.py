"""Sessions and seats, where they were held: planned, held and cancelled, booked and used, people without a booking."""

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from reports.figures.definitions import Figure, Group, Measure, Unit
from reports.figures.fact_rows import NOTHING, day_of, end_of, home_on
from trainings.attendance.models import Attendance
from trainings.door.models import DoorSeat
from trainings.seats.models import Seat
from trainings.sessions.models import Session

HELD, CANCELLED = Session.State.PUBLISHED, Session.State.CANCELLED
BOOKED, DOOR, CAME, ABSENT = "pesan", "pintu", "-hadir", "-tidak"
HOST = "Dihitung di kecamatan tuan rumah, sejak hari terakhir sesinya."
PLANNED = "sesi yang sudah diumumkan dan hari terakhirnya sudah lewat, dibatalkan atau tidak"


def sessions(year, on):
    """Announced sessions whose last day has come, held or cancelled, with their seats."""
    rows = Session.objects.filter(programme_year=year, state__in=[HELD, CANCELLED], ends_at__lt=end_of(on))
    return rows.annotate(
        part=F("state"),
        day=day_of("ends_at"),
        worth=F("capacity"),
        person=Value(None, output_field=BigIntegerField()),
        place=F("kecamatan_id"),
        home=F("kecamatan_id"),
    )


def seats(year, on):
    """Seats of held sessions: booked before or given at the door, and whether somebody was seen there."""
    held = Q(session__programme_year=year, session__state=HELD, session__ends_at__lt=end_of(on))
    at_door = Exists(DoorSeat.objects.filter(seat=OuterRef("pk")))
    came = Exists(Attendance.objects.standing().filter(seat=OuterRef("pk")))
    return Seat.objects.filter(held, state__in=Seat.EXPECTED).annotate(
        part=Concat(
            Case(When(at_door, then=Value(DOOR)), default=Value(BOOKED)),
            Case(When(came, then=Value(CAME)), default=Value(ABSENT)),
        ),
        day=day_of("session__ends_at"),
        worth=NOTHING,
        person=F("participant_id"),
        place=F("session__kecamatan_id"),
        home=home_on(on),
    )


def _sessions(key, name, definition, parts, *, seats=False):
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=f"{definition} {HOST}",
        unit=Unit.SEATS if seats else Unit.SESSIONS,
        group=Group.SEATS,
        rows=sessions,
        parts=parts,
        measure=Measure.AMOUNT if seats else Measure.ROWS,
    )


def _seats(key, name, definition, parts):
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=f"{definition} {HOST}",
        unit=Unit.SEATS,
        group=Group.SEATS,
        rows=seats,
        parts=parts,
    )


FIGURES = [
    _sessions("sesi_rencana", "Sesi direncanakan", f"Semua {PLANNED}.", (HELD.value, CANCELLED.value)),
    _sessions("sesi_terlaksana", "Sesi terlaksana", "Sesi yang diadakan sampai selesai.", (HELD.value,)),
    _sessions("sesi_batal", "Sesi batal", "Sesi yang dibatalkan setelah diumumkan.", (CANCELLED.value,)),
    _sessions(
        "kursi_rencana", "Kursi direncanakan", f"Kursi semua {PLANNED}.", (HELD.value, CANCELLED.value), seats=True
    ),
    _sessions("kursi_tersedia", "Kursi tersedia", "Kursi sesi yang terlaksana.", (HELD.value,), seats=True),
    _sessions("kursi_batal", "Kursi batal", "Kursi sesi yang dibatalkan.", (CANCELLED.value,), seats=True),
    _seats(
        "kursi_terpesan",
        "Kursi terpesan",
        "Kursi sesi terlaksana yang dipesan sebelum harinya dan tidak dilepas.",
        (BOOKED + CAME, BOOKED + ABSENT),
    ),
    _seats("pemesan_hadir", "Pemesan yang hadir", "Kursi terpesan yang orangnya tercatat hadir.", (BOOKED + CAME,)),
    _seats("pemesan_absen", "Pemesan yang tidak hadir", "Kursi terpesan tanpa kehadiran.", (BOOKED + ABSENT,)),
    _seats("tanpa_pesan", "Datang tanpa memesan", "Kursi yang diberikan di pintu dan dipakai.", (DOOR + CAME,)),
    _seats(
        "kursi_terpakai",
        "Kursi terpakai",
        "Kursi sesi terlaksana yang orangnya tercatat hadir paling sedikit sekali.",
        (BOOKED + CAME, DOOR + CAME),
    ),
    Figure(
        key="persen_hadir",
        version=1,
        name="Tingkat kehadiran",
        definition="Bagian kursi terpesan yang orangnya tercatat hadir.",
        unit=Unit.PERCENT,
        group=Group.SEATS,
        ratio=("pemesan_hadir", "kursi_terpesan"),
        is_cumulative=False,
    ),
]
