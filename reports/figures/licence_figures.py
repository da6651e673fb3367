"""Licences by kind, and why they were refused."""

from collections import Counter, defaultdict

from django.db.models import Case, F, Value, When
from django.db.models.functions import Least

from okoce.programme.licence_kinds import LicenceKind
from participants.permits.models import Licence
from reports.figures.definitions import Figure, Group, Table, Unit
from reports.figures.fact_rows import day_of, of_people, registered

ASKED, REFUSED = "diurus", Licence.State.REFUSED
FEWEST = 5  # a reason that is named less often stands among the others: it may say who it was
OTHERS = "alasan lain"
HOME = "Dihitung di kecamatan tempat tinggal orangnya pada hari itu."


def issued(year, on):
    """Licences that were issued by a day, by kind."""
    rows = Licence.objects.standing().filter(
        registered(year, on), state=Licence.State.ISSUED, issued_on__lte=on, issued_on__isnull=False
    )
    return of_people(rows, on, day=F("issued_on"), part=F("kind"))


def asked(year, on):
    """Licences that somebody asked for by a day, however it ended, by how it stands."""
    written = day_of("recorded_at")
    day = Case(When(issued_on__isnull=False, then=Least(written, F("issued_on"))), default=written)
    rows = Licence.objects.standing().filter(registered(year, on))
    part = Case(When(state=REFUSED, then=Value(REFUSED)), default=Value(ASKED))
    return of_people(rows.annotate(asked_on=day).filter(asked_on__lte=on), on, day=F("asked_on"), part=part)


def refusal_reasons(year, on):
    """{kecamatan code: Counter of refused licences by reason}; a reason that few have stands among the others."""
    rows = asked(year, on).filter(part=REFUSED).values_list("place", "refusal_reason")
    found, often = defaultdict(Counter), Counter()
    for place, text in rows:
        reason = " ".join(text.split()).capitalize()
        found[place][reason] += 1
        often[reason] += 1
    return {place: _with_others(by_reason, often) for place, by_reason in found.items()}


def _with_others(by_reason, often):
    shown = Counter()
    for reason, number in by_reason.items():
        shown[reason if often[reason] >= FEWEST else OTHERS] += number
    return shown


def _figure(key, name, definition, rows, parts, *, is_cumulative=True):
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=f"{definition} {HOME}",
        unit=Unit.LICENCES,
        group=Group.LICENCES,
        rows=rows,
        parts=parts,
        is_cumulative=is_cumulative,
    )


KINDS = tuple(kind.value for kind in LicenceKind)
FIGURES = [
    _figure("izin_diurus", "Izin diurus", "Izin yang pernah diajukan.", asked, (ASKED, REFUSED.value)),
    _figure("izin_terbit", "Izin terbit", "Izin yang terbit dengan nomor dan tanggal.", issued, KINDS),
    *(
        _figure(f"izin_terbit_{kind}", f"Terbit: {kind.label}", f"{kind.label} yang terbit.", issued, (kind.value,))
        for kind in LicenceKind
    ),
    _figure(
        "izin_ditolak",
        "Izin ditolak",
        "Izin yang permohonannya ditolak, dengan alasan; pada hari permohonannya dicatat.",
        asked,
        (REFUSED.value,),
    ),
]
TABLES = [
    Table(
        key="alasan_ditolak",
        version=1,
        name="Alasan izin ditolak",
        definition=f"Izin ditolak menurut alasannya. Alasan yang tercatat kurang dari {FEWEST} kali digabung dalam "
        f"'{OTHERS}'.",
        unit=Unit.LICENCES,
        group=Group.LICENCES,
        count=refusal_reasons,
    )
]
