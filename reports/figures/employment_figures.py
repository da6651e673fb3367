"""People who work in the businesses, by the last word of each owner: how many, and how many owners gave it."""

from django.db.models import Exists, F, OuterRef, Q, Value

from participants.employment.models import WorkerCount
from reports.figures.definitions import Figure, Group, Measure, Unit
from reports.figures.fact_rows import of_people, registered

GOAL = 200_000  # people the programme is to bring into work
ALL = "semua"
HOME = "Dihitung di tempat tinggal pemiliknya pada hari angka ini."


def answers(year, on):
    """The last answer of each owner up to a day; who never answered has none."""
    until = WorkerCount.objects.standing().filter(said_on__lte=on)
    later = Q(said_on__gt=OuterRef("said_on")) | Q(said_on=OuterRef("said_on"), pk__gt=OuterRef("pk"))
    newer = until.filter(later, participant=OuterRef("participant")).order_by()
    rows = until.filter(registered(year, on)).filter(~Exists(newer))
    return of_people(rows, on, day=F("said_on"), part=Value(ALL), worth=F("people")).annotate(place=F("home"))


FIGURES = [
    Figure(
        key="orang_bekerja",
        version=1,
        name="Orang yang bekerja",
        definition="Orang yang bekerja di usaha peserta, pemiliknya ikut dihitung, menurut jawaban terakhir pemiliknya "
        "sendiri; tidak ada bukti lain. Yang belum pernah menjawab tidak dihitung; usaha yang dijalankan dua peserta "
        f"bisa terhitung dua kali. {HOME}",
        unit=Unit.PEOPLE,
        group=Group.WORK,
        rows=answers,
        parts=(ALL,),
        measure=Measure.AMOUNT,
        is_cumulative=False,
        source="jawaban pemilik usaha",
    ),
    Figure(
        key="pemilik_menjawab",
        version=1,
        name="Pemilik yang menjawab",
        definition=f"Pemilik usaha yang pernah menyebut berapa orang bekerja di usahanya. {HOME}",
        unit=Unit.PEOPLE,
        group=Group.WORK,
        rows=answers,
        parts=(ALL,),
        measure=Measure.PEOPLE,
        is_cumulative=False,
        source="jawaban pemilik usaha",
    ),
]
