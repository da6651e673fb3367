"""`/program/aturan/<pk>/orang/`: whom a change moves, one by one, for those who may see people."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.pagination import paged
from okoce.regions import places
from participants.people.models import Participant
from participants.people.models.participants import VIEW as VIEW_PEOPLE
from participants.rules.models import VIEW, EffectKind, RuleChange, RuleEffect
from participants.rules.views.pages import ABOVE

TITLE = "Dampak perubahan aturan"


@permission_required((VIEW, VIEW_PEOPLE), raise_exception=True)
@require_safe
def list_people(request, pk):
    """Each person shown is written down as opened."""
    change = get_object_or_404(RuleChange.objects.visible_to(request.user).with_people(), pk=pk)
    found = RuleEffect.objects.visible_to(request.user).filter(change=change)
    kind, place = request.GET.get("dampak", ""), request.GET.get("kecamatan", "")
    if kind in EffectKind.values:
        found = found.filter(kind=kind)
    if known := next((name for code, name in places.kecamatan() if code == place), ""):
        found = found.filter(kecamatan=place)
    rows, addresses = paged(request, found.select_related("participant").defer("participant__nik_sealed"))
    people = sorted({row.participant_id for row in rows})
    access_log.record_many(request.user, AccessLog.Act.OPEN, Participant, people, TITLE)
    context = addresses | {
        "change": change,
        "rows": rows,
        "kinds": EffectKind,
        "kind": kind,
        "place": place if known else "",
        "place_name": known,
        "title": TITLE,
        "crumbs": crumbs(ABOVE, (str(change), "participants:rules-detail", change.pk), here=TITLE),
    }
    return render(request, "participants/rules/people.html", context)
