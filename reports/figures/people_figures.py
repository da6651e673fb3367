"""Who holds each stage, by sex, and how old those are whose card was checked."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat

from okoce.programme.stages import Stage
from participants.cleaning.sexes import Sex
from reports.figures import stage_figures
from reports.figures.definitions import Figure, Group, Unit

AGES = (17, 25, 35, 45, 55)  # the first year of each band
BANDS = {17: "17–24 tahun", 25: "25–34 tahun", 35: "35–44 tahun", 45: "45–54 tahun", 55: "55 tahun ke atas"}
YOUNGER = "muda"


def by_sex(year, on):
    """Stages that people hold, by stage and sex."""
    return stage_figures.standings(year, on).annotate(part=Concat(F("stage"), F("participant__sex")))


def by_age(year, on):
    """Who passed the identity check, by how old they are on the day."""
    rows = stage_figures.standings(year, on).filter(stage=Stage.REGISTRATION)
    bands = [When(participant__birth_on__lte=_years_before(on, age), then=Value(str(age))) for age in reversed(AGES)]
    return rows.annotate(part=Case(*bands, default=Value(YOUNGER)))


def _years_before(day, years):
    """Return the birth date of a person who turns `years` on a day; 29 February is the 28th in other years."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28) if is_leap_day else day.replace(year=day.year - years)


FIGURES = [
    *(
        Figure(
            key=f"{stage}_{sex.label.lower().replace('-', '_')}",
            version=1,
            name=f"{'Terverifikasi' if stage == Stage.REGISTRATION else stage.label}: {sex.label.lower()}",
            definition=f"Bagian {sex.label.lower()} dari angka {stage.label}, menurut KTP.",
            unit=Unit.PEOPLE,
            group=Group.PEOPLE,
            rows=by_sex,
            parts=(f"{stage}{sex}",),
        )
        for stage in Stage
        for sex in Sex
    ),
    *(
        Figure(
            key=f"umur_{age}",
            version=1,
            name=f"Terverifikasi: {BANDS[age]}",
            definition="Bagian dari yang terverifikasi, menurut umurnya pada hari angka ini.",
            unit=Unit.PEOPLE,
            group=Group.PEOPLE,
            rows=by_age,
            parts=(str(age),),
            is_cumulative=False,
        )
        for age in AGES
    ),
]
