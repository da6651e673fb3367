"""What each agency contributed to Pelatihan: people seen at its sessions or on its lists, each counted once."""

from collections import Counter, defaultdict

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from participants.agency_trainings.models import AgencyAttendance
from participants.people.models import Participant
from reports.figures.definitions import Figure, Group, Table, Unit
from reports.figures.fact_rows import NOTHING, day_of, end_of, home_on, registered
from trainings.attendance.models import Attendance

SESSIONS, LISTS, BOTH = "sesi", "daftar", "keduanya"


def trained(year, on):
    """Who was seen by a day at a session of the portal, on a list of an agency, or both. Each once."""
    here, there = _attendances(on).filter(seat__participant=OuterRef("pk")), _listed(on)
    rows = Participant.objects.filter(registered(year, on, "")).annotate(
        here=Exists(here), there=Exists(there.filter(participant=OuterRef("pk")))
    )
    at_both = When(here=True, there=True, then=Value(BOTH))
    return rows.filter(Q(here=True) | Q(there=True)).annotate(
        part=Case(at_both, When(here=True, then=Value(SESSIONS)), default=Value(LISTS)),
        day=day_of("registered_at"),
        worth=NOTHING,
        person=F("pk"),
        place=home_on(on, ""),
        home=F("place"),
    )


def by_agency(year, on):
    """{kecamatan code: Counter of people by the code of an agency}: each person once for an agency. One statement."""
    sessions = _attendances(on).filter(registered(year, on, "seat__participant"))
    sessions = sessions.annotate(home=home_on(on, "seat__participant"))
    lists = _listed(on).filter(registered(year, on)).annotate(home=home_on(on))
    seen = sessions.order_by().values_list("seat__participant_id", "seat__session__agency__code", "home")
    seen = seen.union(lists.order_by().values_list("participant_id", "agency__code", "home"))
    found = defaultdict(Counter)
    for _, agency, home in seen:
        found[home][agency] += 1
    return dict(found)


def _attendances(on):
    return Attendance.objects.standing().filter(meeting__ends_at__lt=end_of(on))


def _listed(on):
    return AgencyAttendance.objects.standing().filter(attended_on__lte=on)


def _figure(key, name, definition, parts):
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=f"{definition} Setiap orang dihitung sekali, di tempat tinggalnya pada hari angka ini.",
        unit=Unit.PEOPLE,
        group=Group.AGENCIES,
        rows=trained,
        parts=parts,
    )


FIGURES = [
    _figure(
        "pernah_hadir",
        "Pernah hadir pelatihan",
        "Orang yang pernah hadir di satu pertemuan pelatihan, di instansi mana pun.",
        (SESSIONS, LISTS, BOTH),
    ),
    _figure("hadir_di_sesi", "Hadir di sesi", "Orang yang hadir di sesi yang dicatat di portal.", (SESSIONS, BOTH)),
    _figure("hadir_menurut_daftar", "Hadir menurut daftar", "Orang di daftar hadir instansi lain.", (LISTS, BOTH)),
]
TABLES = [
    Table(
        key="per_instansi",
        version=1,
        name="Peserta per penyelenggara",
        definition="Orang yang pernah hadir di pelatihan satu penyelenggara, di sesi atau menurut daftarnya. Dihitung "
        "sekali untuk tiap penyelenggara; jumlah seluruhnya tanpa ganda ada di Pernah hadir pelatihan.",
        unit=Unit.PEOPLE,
        group=Group.AGENCIES,
        count=by_agency,
    )
]
