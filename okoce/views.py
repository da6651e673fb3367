import functools

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from okoce import gallery as samples
from okoce.outlines import outlines
from okoce.regions.models import Region, RegionShape


@login_not_required
def gallery(request):
    """Every shared part in each of its states, for whoever builds a page."""
    names = dict(Region.objects.kecamatan().values_list("code", "name"))
    drawn = _kecamatan_outlines() if names else None
    return render(request, "style.html", samples.context() | {"charts": samples.charts(drawn, names)})


@functools.cache
def _kecamatan_outlines():
    shapes = RegionShape.objects.filter(region__level=Region.Level.KECAMATAN)
    kota = dict(Region.objects.kota().values_list("code", "name"))
    return outlines(dict(shapes.values_list("region_id", "polygons")), names=kota)
