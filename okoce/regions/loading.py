"""Puts the places into the database from the files in data/. Loading twice gives the same rows."""

import csv
import json
from pathlib import Path

from django.db import transaction

from okoce.regions.models import Region, RegionAlias, RegionShape

DATA = Path(__file__).parent / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@transaction.atomic
def load():
    """Regions, aliases and shapes; returns {"regions": 318, "aliases": 277, "shapes": 317}."""
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

    shapes = [shape for level in ("kota", "kecamatan", "kelurahan") for shape in _shapes(f"{level}_dki.geojson")]
    _upsert(RegionShape, shapes, by=["region"])
    return {"regions": len(regions), "aliases": len(aliases), "shapes": len(shapes)}


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


def _shapes(name):
    for feature in json.loads((DATA / name).read_text())["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        yield RegionShape(region_id=feature["id"], polygons=polygons)


def _upsert(model, objects, *, by):
    fields = [f.name for f in model._meta.concrete_fields if f.name not in by and not f.primary_key]
    model.objects.bulk_create(objects, batch_size=200, update_conflicts=True, unique_fields=by, update_fields=fields)
