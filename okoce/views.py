"""Pages of no room: the gallery of parts."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from okoce import gallery as samples
from okoce.regions import places
from okoce.regions.drawing import kecamatan_outlines


@login_not_required
def gallery(request):
    """Every shared part in each of its states, for developers who build a page."""
    names = dict(places.kecamatan())
    charts = samples.charts(kecamatan_outlines(), names)
    return render(request, "style.html", samples.context() | {"charts": charts})
