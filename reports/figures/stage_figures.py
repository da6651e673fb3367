"""The figures of the way: in the register, waiting for the identity check, and each of the seven stages."""

from django.db.models import Case, Exists, F, OuterRef, Value, When

from okoce.programme.stages import Stage
from participants.journey.models import StageStanding
from participants.people.models import Participant
from reports.figures import counted
from reports.figures.definitions import Figure, Group, Unit
from reports.figures.fact_rows import NOTHING, day_of, home_on, registered

CREDIT = "Dihitung di kecamatan tempat tinggalnya pada hari tahap itu tercapai."
DEFINITIONS = {
    Stage.REGISTRATION: "Orang yang datanya lengkap, NIK-nya sah dan hanya satu, dan KTP-nya sudah diperiksa petugas.",
    Stage.TRAINING: "Orang yang sudah mengikuti semua modul wajib tahun itu.",
    Stage.MENTORING: "Orang yang didampingi dengan catatan berjarak dan tindak lanjut selesai, menurut aturan "
    "tahun itu.",
    Stage.PERMITS: "Orang yang memegang paling sedikit satu izin terbit, bernomor dan bertanggal, dari jenis yang "
    "dihitung tahun itu.",
    Stage.MARKETING: "Orang yang berjualan di bazar dengan penjualan tercatat, atau punya penjualan pertama di toko "
    "daring.",
    Stage.FINANCES: "Orang yang menyerahkan laporan keuangan bulanan sebanyak yang diminta aturan tahun itu.",
    Stage.CAPITAL: "Orang yang dananya sudah cair, dengan penyalur, jumlah, dan tanggal.",
}


CHECKED = "diperiksa"


def people(year, level, on, known_at, area):
    """{key of a figure: {region code: people}} of each stage, in the register, and waiting for the check."""
    found = counted.people_on(year, level, [on], area=area, known_at=known_at)[on]
    answer = {part: {} for part in (counted.REGISTERED, counted.WAITING, *Stage.values)}
    for code, by_stage in found.items():
        for part, number in (*by_stage.items(), (counted.WAITING, counted.waiting(by_stage))):
            if number:
                answer[part][code] = number
    return answer


def standings(year, on):
    """The stages that people hold on a day, each where its credit counts."""
    rows = StageStanding.objects.filter(participant__programme_year=year, reached_on__lte=on)
    return rows.annotate(
        part=F("stage"),
        day=F("reached_on"),
        worth=NOTHING,
        person=F("participant_id"),
        place=F("kecamatan_id"),
        home=F("kecamatan_id"),
        kelurahan_code=F("kelurahan_id"),
    )


def register(year, on):
    """Everybody in the register on a day, where they lived when they registered."""
    is_checked = Exists(
        StageStanding.objects.filter(participant=OuterRef("pk"), stage=Stage.REGISTRATION, reached_on__lte=on)
    )
    rows = Participant.objects.filter(registered(year, on, "")).annotate(day=day_of("registered_at"))
    return rows.annotate(
        part=Case(When(is_checked, then=Value(CHECKED)), default=Value(counted.WAITING)),
        worth=NOTHING,
        person=F("pk"),
        place=home_on(OuterRef("day"), ""),
        home=F("place"),
        kelurahan_code=home_on(OuterRef("day"), "", kelurahan=True),
    )


FIGURES = [
    Figure(
        key=counted.REGISTERED,
        version=2,
        name="Terdaftar",
        definition="Semua orang di buku pendaftaran tahun itu, sudah atau belum diperiksa KTP-nya. Satu orang dihitung "
        "sekali, di kecamatan tempat tinggalnya waktu mendaftar.",
        unit=Unit.PEOPLE,
        group=Group.STAGES,
        rows=register,
        parts=(CHECKED, counted.WAITING),
        count=people,
    ),
    Figure(
        key=counted.WAITING,
        version=2,
        name="Menunggu verifikasi",
        definition="Terdaftar, tetapi KTP-nya belum diperiksa petugas; belum masuk tahap mana pun.",
        unit=Unit.PEOPLE,
        group=Group.STAGES,
        rows=register,
        parts=(counted.WAITING,),
        count=people,
        is_cumulative=False,
    ),
    *(
        Figure(
            key=stage.value,
            version=2,
            name="Terverifikasi" if stage == Stage.REGISTRATION else stage.label,
            definition=f"{DEFINITIONS[stage]} {CREDIT}",
            unit=Unit.PEOPLE,
            group=Group.STAGES,
            rows=standings,
            parts=(stage.value,),
            count=people,
        )
        for stage in Stage
    ),
]
