"""Lists the form's scripts ask for while somebody fills it in."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from okoce.regions import places
from participants.registration.forms.businesses import UNKNOWN, everyday_name, suggestions


@login_not_required
@require_safe
def kelurahan(request):
    """The kelurahan of the kecamatan just chosen."""
    inside = places.kelurahan_by_name(request.GET.get("kecamatan", ""))
    return JsonResponse({"kelurahan": [{"code": code, "name": name} for code, name in inside]})


@login_not_required
@require_safe
def business_classes(request):
    """Kinds of business that fit the words typed so far."""
    found = suggestions(request.GET.get("kata", "")[:120])
    choices = [{"value": str(row.pk), "label": everyday_name(row)} for row in found]
    return JsonResponse({"choices": [*choices, {"value": UNKNOWN, "label": "Tidak tahu, biar petugas yang memilih"}]})
