"""Forms that wait for an officer to finish them, because their sender does not know the kelurahan."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from okoce.crumbs import crumbs
from okoce.regions import places
from participants.registration.actions import drafts
from participants.registration.models import RegistrationDraft

DESK = ("Meja pendaftaran", "participants:desk-register")
PARAMETER = "daring"
CHECK = "identity_checks.check_identity"  # a mentor registers people and finishes no forms of others
SHOWN = 50


@permission_required(CHECK, raise_exception=True)
@require_safe
def list_waiting(request):
    """Who waits longest comes first; their names stand in the sealed form alone."""
    waiting = of_user(request.user).order_by("updated_at")
    rows = [
        {
            "name": drafts.typed(draft).get("name") or "Tanpa nama",
            "url": url_of(draft),
            "number": draft.desk_number,
            "kecamatan": places.named(draft.kecamatan_id),
            "left_at": draft.updated_at,
            "until": draft.expires_at,
        }
        for draft in waiting[:SHOWN]
    ]
    context = {"rows": rows, "crumbs": crumbs(DESK, here="Isian yang menunggu")}
    return render(request, "participants/registration/desk/waiting.html", context)


def of_user(user):
    return RegistrationDraft.objects.waiting_at_desk().visible_to(user)


def url_of(draft):
    """The desk with this form filled in."""
    return f"{reverse('participants:desk-register')}?{urlencode({PARAMETER: draft.desk_number})}"
