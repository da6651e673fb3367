"""How sound the data are: doubts about a card, rows of lists that were held or refused, corrections, old claims."""

from django.db.models import BigIntegerField, Case, F, IntegerField, Q, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from participants.agency_trainings.models import OldClaim
from participants.corrections.models import Correction
from participants.imports.models import Import
from participants.imports.row_verdicts import HOLD, REJECT
from participants.people.models import Participant
from participants.people.models.participants import DOUBTFUL
from reports.figures.definitions import Figure, Group, Measure, Unit
from reports.figures.fact_rows import NOTHING, day_of, end_of, home_on, of_people, registered

ALL, DOUBT, ELSEWHERE = "semua", "ragu", "luar"
FILES = "Dihitung di wilayah berkasnya; berkas untuk satu kota hanya dihitung di kota itu."


def doubts(year, on):
    """People whose card has to be looked at again, and those whose NIK was given out elsewhere; as it stands now."""
    rows = Participant.objects.kept().filter(registered(year, on, "")).exclude(flags=[])
    return rows.annotate(
        day=day_of("registered_at"),
        part=Case(When(DOUBTFUL, then=Value(DOUBT)), default=Value(ELSEWHERE)),
        worth=NOTHING,
        person=F("pk"),
        place=home_on(on, ""),
        home=F("place"),
    )


def held_rows(year, on):
    """Lists that were written by a day, with how many rows were held."""
    return _lists(year, on, HOLD)


def refused_rows(year, on):
    """Lists that were written by a day, with how many rows were refused."""
    return _lists(year, on, REJECT)


def corrections(year, on):
    """Corrections of what stands on a card that were carried out by a day and not undone."""
    done = Q(state=Correction.State.DONE, decided_at__lt=end_of(on))
    rows = Correction.objects.filter(registered(year, on), done)
    return of_people(rows, on, day=day_of("decided_at"), part=Value(ALL))


def old_claims(year, on):
    """What old lists claim of people's trainings, noted by a day: shown apart, and never evidence."""
    rows = OldClaim.objects.filter(registered(year, on), noted_at__lt=end_of(on))
    return of_people(rows, on, day=day_of("noted_at"), part=Value(ALL))


def _lists(year, on, verdict):
    rows = Import.objects.filter(state=Import.State.DONE, finished_at__lt=end_of(on)).annotate(
        day=day_of("finished_at")
    )
    return rows.filter(day__gte=year.starts_on).annotate(
        part=Value(ALL),
        worth=Coalesce(Cast(KT(f"counts__{verdict}"), IntegerField()), 0),
        person=Value(None, output_field=BigIntegerField()),
        place=F("region_id"),
        home=F("region_id"),
    )


def _figure(key, name, definition, unit, rows, parts=(ALL,), measure=Measure.ROWS, *, is_cumulative=True):
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=definition,
        unit=unit,
        group=Group.QUALITY,
        rows=rows,
        parts=parts,
        measure=measure,
        is_cumulative=is_cumulative,
    )


FIGURES = [
    _figure(
        "data_ragu",
        "Data yang perlu dicocokkan",
        "Orang yang datanya masih harus dicocokkan petugas dengan KTP, menurut catatan saat dihitung.",
        Unit.PEOPLE,
        doubts,
        (DOUBT,),
        is_cumulative=False,
    ),
    _figure(
        "nik_luar",
        "NIK terbitan wilayah lain",
        "Orang yang NIK-nya diterbitkan di wilayah lain, misalnya di luar Jakarta; itu wajar bagi pindahan.",
        Unit.PEOPLE,
        doubts,
        (ELSEWHERE,),
        is_cumulative=False,
    ),
    _figure(
        "baris_ditahan",
        "Baris daftar yang ditahan",
        f"Baris daftar impor yang ditahan karena harus dilihat orang. {FILES}",
        Unit.ROWS,
        held_rows,
        measure=Measure.AMOUNT,
    ),
    _figure(
        "baris_rusak",
        "Baris daftar yang rusak",
        f"Baris daftar impor yang ditolak karena isinya rusak atau bertentangan. {FILES}",
        Unit.ROWS,
        refused_rows,
        measure=Measure.AMOUNT,
    ),
    _figure("dibetulkan", "Data KTP dibetulkan", "Pembetulan data KTP yang disahkan.", Unit.ROWS, corrections),
    _figure(
        "klaim_lama",
        "Klaim lama",
        "Orang yang pelatihannya hanya disebut daftar lama, tanpa modul dan hari; tidak masuk angka tahap.",
        Unit.PEOPLE,
        old_claims,
        measure=Measure.PEOPLE,
    ),
]
