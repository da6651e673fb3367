"""The 44 kecamatan as drawn on every map. Reference data, so drawn once a process."""

from okoce.map_geometry import outlines
from okoce.regions.models import Region, RegionShape

WIDTH = 400

_drawn = None


def kecamatan_outlines():
    """Outlines for okoce.maps.Map; empty, and not kept, while no shapes are loaded."""
    global _drawn
    if _drawn is None:
        shapes = RegionShape.objects.filter(region__level=Region.Level.KECAMATAN)
        kota = dict(Region.objects.kota().values_list("code", "name"))
        drawn = outlines(dict(shapes.values_list("region_id", "polygons")), width=WIDTH, names=kota)
        if not drawn.paths:
            return drawn
        _drawn = drawn
    return _drawn


def forget():
    """Shapes were loaded anew."""
    global _drawn
    _drawn = None
