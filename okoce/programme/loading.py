"""What a programme year starts with: stages, modules, agencies, places to register, KBLI, targets.

What is there already is left as staff made it; only what is missing is added.
"""

import csv
import datetime as dt
import json
from pathlib import Path

from django.db import transaction

from okoce import history
from okoce.clock import today
from okoce.programme.models import (
    Agency,
    BusinessClass,
    Commodity,
    Community,
    KecamatanOffice,
    Module,
    ProgrammeStage,
    ProgrammeYear,
    RegistrationPoint,
    Target,
    YearModule,
)
from okoce.programme.stages import Stage
from okoce.regions.models import Region

DATA = Path(__file__).parent / "data"


@history.paused()
@transaction.atomic
def load():
    """Everything but the places; needs them loaded. Returns counts of what is now there."""
    plan = json.loads((DATA / "program.json").read_text())
    year = _year(plan)
    _add(Agency, plan["agencies"], key="code")
    for position, point in enumerate(plan["points"], start=1):
        RegistrationPoint.objects.get_or_create(
            code=point["code"], defaults={"name": point["name"], "position": position}
        )
    for community in plan["communities"]:
        Community.objects.get_or_create(name=community["name"], defaults={"region_id": community["region"]})
    offices = [KecamatanOffice(kecamatan=kecamatan) for kecamatan in Region.objects.kecamatan()]
    KecamatanOffice.objects.bulk_create(offices, ignore_conflicts=True)
    _business_classes()
    _targets(year, plan["target"])
    return {
        "classes": BusinessClass.objects.count(),
        "targets": Target.objects.filter(programme_year=year).count(),
    }


def _year(plan):
    this_year = today().year
    year, made = ProgrammeYear.objects.get_or_create(
        year=this_year,
        defaults={**plan["year"], "starts_on": dt.date(this_year, 1, 1), "ends_on": dt.date(this_year, 12, 31)},
    )
    if made:
        for position, stage in enumerate(plan["stages"], start=1):
            ProgrammeStage.objects.create(programme_year=year, position=position, **stage)
        for position, row in enumerate(plan["modules"], start=1):
            module, _ = Module.objects.get_or_create(
                code=row["code"], defaults={"name": row["name"], "summary": row["summary"]}
            )
            YearModule.objects.create(
                programme_year=year, module=module, position=position, is_required=row["is_required"]
            )
    return year


def _add(model, wanted, *, key):
    for row in wanted:
        model.objects.get_or_create(**{key: row[key]}, defaults=row)


def _business_classes():
    with (DATA / "kbli_umkm.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["komoditas"]: row["komoditas_nama"] for row in rows}
    Commodity.objects.bulk_create(
        [Commodity(code=code, name=name) for code, name in names.items()], ignore_conflicts=True
    )
    commodities = {commodity.code: commodity for commodity in Commodity.objects.all()}
    classes = [
        BusinessClass(
            code=row["kode"],
            version="2020",
            title=row["judul"],
            commodity=commodities[row["komoditas"]],
            is_usual=row["peran"] == "utama",
            example=row["contoh"],
        )
        for row in rows
    ]
    BusinessClass.objects.bulk_create(classes, ignore_conflicts=True)


def _targets(year, plan):
    """A thousand people trained in each kecamatan, so a thousand registered too."""
    agencies = {agency.region_id: agency for agency in Agency.objects.filter(code__startswith="kukmp-")}
    targets = [
        Target(
            programme_year=year,
            kecamatan=kecamatan,
            stage=stage,
            agency=agencies[kecamatan.parent_id],
            people=plan["people"],
        )
        for kecamatan in Region.objects.kecamatan()
        for stage in (Stage.REGISTRATION, Stage.TRAINING)
    ]
    Target.objects.bulk_create(targets, ignore_conflicts=True)
