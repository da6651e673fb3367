"""A programme year with its seven stages, three required modules and a target."""

import datetime as dt

from okoce.clock import today
from okoce.programme.models import (
    Agency,
    Module,
    ProgrammeStage,
    ProgrammeYear,
    RegistrationPoint,
    YearModule,
)
from okoce.programme.stages import Stage


def make_year(year=None, *, order="free", **measures):
    """The year with its parts. `measures` are fields of its rules: attendance_percent=50."""
    year = year or today().year
    programme_year, made = ProgrammeYear.objects.get_or_create(
        year=year,
        defaults={
            "name": "OK OCE",
            "starts_on": dt.date(year, 1, 1),
            "ends_on": dt.date(year, 12, 31),
            "order": order,
            **measures,
        },
    )
    if made:
        ProgrammeStage.objects.bulk_create(
            ProgrammeStage(
                programme_year=programme_year,
                stage=stage,
                position=position,
                name=stage.label,
                summary=f"Penjelasan {stage.label}.",
            )
            for position, stage in enumerate(Stage, start=1)
        )
        for position, (code, name) in enumerate([("M1", "Pola pikir"), ("M2", "Produk"), ("M3", "Pasar")], start=1):
            module, _ = Module.objects.get_or_create(code=code, defaults={"name": name})
            YearModule.objects.create(programme_year=programme_year, module=module, position=position)
    return programme_year


def make_agency(code="kukmp-jakbar", name="Sudin KUKMP Jakarta Barat", region=None):
    return Agency.objects.get_or_create(code=code, defaults={"name": name, "region_id": region})[0]


def make_point(code="daring"):
    return RegistrationPoint.objects.get_or_create(code=code, defaults={"name": code.title()})[0]
