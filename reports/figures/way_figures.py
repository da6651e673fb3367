"""How people stand on the way: the highest stage of each, who went on in 90 days, who rests for more than 30."""

from datetime import timedelta
from itertools import pairwise

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from okoce.programme.stages import Stage
from participants.journey.models import StageStanding
from participants.people.models import Participant
from reports.figures import counted
from reports.figures.definitions import Figure, Group, Unit
from reports.figures.fact_rows import NOTHING, day_of, home_on, registered
from reports.figures.funnels import WITHIN_DAYS
from reports.figures.stage_figures import standings

NOBODY = "menunggu"
PATIENCE = timedelta(days=30)
IN_TIME, LATE = "tepat", "lewat"


def positions(year, on):
    """Everybody in the register by the highest stage they hold, or none: these add up to the register."""
    order = Case(
        *(When(stage=row.stage, then=Value(row.position)) for row in year.ordered_stages), output_field=IntegerField()
    )
    highest = _held(on).annotate(position=order).order_by("-position").values("stage")[:1]
    rows = Participant.objects.filter(registered(year, on, "")).annotate(day=day_of("registered_at"))
    return rows.annotate(
        part=Coalesce(Subquery(highest), Value(NOBODY)),
        worth=NOTHING,
        person=F("pk"),
        place=home_on(OuterRef("day"), ""),
        home=F("place"),
    )


def resting(year, on):
    """Who reached the last stage more than 30 days ago, with another ahead; of one day the one written last."""
    last = _held(on).order_by("-reached_on", "-pk")
    many = _held(on).order_by().values("participant").annotate(many=Count("pk")).values("many")
    rows = (
        Participant.objects.kept()
        .filter(registered(year, on, ""))
        .annotate(day=Subquery(last.values("reached_on")[:1]), held=Subquery(many))
    )
    return rows.filter(day__lt=on - PATIENCE, held__lt=len(Stage)).annotate(
        part=Subquery(last.values("stage")[:1]),
        worth=NOTHING,
        person=F("pk"),
        place=home_on(on, ""),
        home=F("place"),
    )


def next_stages(year, on):
    """Stages reached at least 90 days ago, by the stage after it in the year and whether that came in 90 days."""
    order = [row.stage for row in year.ordered_stages]
    follows = Case(
        *(When(stage=stage, then=Value(after)) for stage, after in pairwise(order)), output_field=CharField()
    )
    limit = ExpressionWrapper(F("reached_on") + timedelta(days=WITHIN_DAYS), output_field=DateField())
    rows = StageStanding.objects.filter(
        participant__programme_year=year, stage__in=order[:-1], reached_on__lte=on - timedelta(days=WITHIN_DAYS)
    ).annotate(follows=follows, limit=limit)
    after = StageStanding.objects.filter(participant=OuterRef("participant"), stage=OuterRef("follows"))
    in_time = Exists(after.filter(reached_on__lte=OuterRef("limit")))
    return rows.annotate(
        part=Concat(F("follows"), Case(When(in_time, then=Value(IN_TIME)), default=Value(LATE))),
        day=F("reached_on"),
        worth=NOTHING,
        person=F("participant_id"),
        place=F("kecamatan_id"),
        home=F("kecamatan_id"),
    )


def last_meeting(year, on):
    """The last day of the newest fortnight that was over before a day: what the meeting before it spoke of."""
    over = [ends_on for _, ends_on in year.fortnights if ends_on < on]
    return max(over, default=year.starts_on - timedelta(days=1))


def since_meeting(year, level, on, known_at, area):
    """{key of a figure: {region code: people}} who reached each stage since the meeting before."""
    before = last_meeting(year, on)
    by_day = counted.people_on(year, level, [on, before], area=area, known_at=known_at)
    codes = by_day[on].keys() | by_day[before].keys()
    return {
        f"baru_{stage}": {
            code: more for code in codes if (more := by_day[on][code][stage] - by_day[before][code][stage])
        }
        for stage in Stage.values
    }


def new_standings(year, on):
    """Stages that were reached since the meeting before."""
    return standings(year, on).filter(reached_on__gt=last_meeting(year, on))


def _held(on):
    return StageStanding.objects.filter(participant=OuterRef("pk"), reached_on__lte=on)


NEXT = [stage for stage in Stage if stage != Stage.REGISTRATION]
FIGURES = [
    *(
        Figure(
            key=f"baru_{stage}",
            version=2,
            name=f"Baru: {stage.label}",
            definition=f"Orang yang mencapai tahap {stage.label} sesudah periode dua mingguan yang terakhir selesai.",
            unit=Unit.PEOPLE,
            group=Group.NEW,
            rows=new_standings,
            parts=(stage.value,),
            count=since_meeting,
            is_cumulative=False,
        )
        for stage in Stage
    ),
    *(
        Figure(
            key=f"posisi_{part}",
            version=1,
            name=f"Posisi: {name}",
            definition=f"{what} Setiap orang terdaftar berada di satu posisi saja; jumlah semua posisi sama dengan "
            "jumlah terdaftar.",
            unit=Unit.PEOPLE,
            group=Group.POSITION,
            rows=positions,
            parts=(part,),
            is_cumulative=False,
        )
        for part, name, what in [
            (NOBODY, "belum di tahap mana pun", "Orang terdaftar yang belum mencapai satu tahap pun."),
            *((stage.value, stage.label, f"Orang yang tahap tertingginya {stage.label}.") for stage in Stage),
        ]
    ),
    *(
        Figure(
            key=f"{key}_{stage}",
            version=1,
            name=f"{name}: {stage.label}",
            definition=f"{what} tahap sebelum {stage.label} paling sedikit 90 hari yang lalu{more}.",
            unit=Unit.PEOPLE,
            group=Group.IN_TIME,
            rows=next_stages,
            parts=tuple(f"{stage}{part}" for part in parts),
        )
        for stage in NEXT
        for key, name, what, more, parts in [
            ("cukup_waktu", "Cukup waktu", "Orang yang mencapai", "", (IN_TIME, LATE)),
            (
                "lanjut",
                "Lanjut dalam 90 hari",
                "Orang yang mencapai",
                f" dan mencapai {stage.label} dalam 90 hari sesudahnya",
                (IN_TIME,),
            ),
        ]
    ),
    *(
        Figure(
            key=f"persen_lanjut_{stage}",
            version=1,
            name=f"Bagian yang lanjut dalam 90 hari: {stage.label}",
            definition=f"Bagian dari mereka yang cukup waktu, yang mencapai {stage.label} dalam 90 hari.",
            unit=Unit.PERCENT,
            group=Group.IN_TIME,
            ratio=(f"lanjut_{stage}", f"cukup_waktu_{stage}"),
            is_cumulative=False,
        )
        for stage in NEXT
    ),
    *(
        Figure(
            key=f"tertahan_{stage}",
            version=1,
            name=f"Tertahan setelah {stage.label}",
            definition=f"Orang yang tahap terakhirnya {stage.label}, tercapai lebih dari 30 hari yang lalu, dan masih "
            "punya tahap di depan. Dihitung di kecamatan tempat tinggalnya pada hari angka ini.",
            unit=Unit.PEOPLE,
            group=Group.STUCK,
            rows=resting,
            parts=(stage.value,),
            is_cumulative=False,
        )
        for stage in Stage
    ),
]
