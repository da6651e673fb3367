"""Puts the places into the database from the files in data/. Loading twice gives the same rows."""

import csv
from pathlib import Path

from django.db import transaction

from okoce.regions.models import Region, RegionAlias

DATA = Path(__file__).parent / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@transaction.atomic
def load():
    """Load regions and aliases; return {"regions": 318, "aliases": 277}."""
    people = {r["kode"]: r for name in ("penduduk_kecamatan.csv", "penduduk_kelurahan.csv") for r in rows(name)}
    regions = [_region(row, people.get(row["kode"])) for row in rows("wilayah_dki.csv")]
    _add_up(regions)
    _upsert(Region, regions, by=["code"])

    aliases = {  # "Tn Abang" and "Tn. Abang" are one alias: PostgreSQL refuses to write a row twice at once
        (row["level"], row["alias_norm"]): RegionAlias(
            region_id=row["kode"],
            level=row["level"],
            alias=row["alias"],
            normalised=row["alias_norm"],
            source=row["sumber"],
        )
        for row in rows("wilayah_alias.csv")
    }
    _upsert(RegionAlias, list(aliases.values()), by=["level", "normalised"])
    return {"regions": len(regions), "aliases": len(aliases)}


def _region(row, people):
    return Region(
        code=row["kode"],
        level=row["level"],
        name=row["nama"],
        official_name=row["nama_resmi"],
        parent_id=row["kode_induk"] or None,
        bps_code=row["kode_bps"],
        postal_code=row["kode_pos"],
        postal_code_alt=row["kode_pos_alt"],
        latitude=float(row["lat"]) if row["lat"] else None,
        longitude=float(row["lon"]) if row["lon"] else None,
        population=int(people["penduduk"]) if people else None,
        area_km2=float(people["luas_km2"]) if people else None,
    )


def _add_up(regions):
    """Kota and province have the sum of their parts: the published tables stop at the kecamatan."""
    by_code = {region.code: region for region in regions}
    for level in (Region.Level.KECAMATAN, Region.Level.KOTA):
        for region in regions:
            if region.level == level:
                parent = by_code[region.parent_id]
                parent.population = (parent.population or 0) + region.population
                parent.area_km2 = round((parent.area_km2 or 0) + region.area_km2, 3)


def _upsert(model, objects, *, by):
    fields = [f.name for f in model._meta.concrete_fields if f.name not in by and not f.primary_key]
    model.objects.bulk_create(objects, batch_size=200, update_conflicts=True, unique_fields=by, update_fields=fields)
