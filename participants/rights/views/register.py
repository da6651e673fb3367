"""The register of processing, for the data-protection officer and the auditor."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.crumbs import crumbs
from participants.rights import processing
from participants.rights.models import REGISTER
from participants.rights.views.desk import HERE

TITLE = "Daftar pemrosesan data"


@permission_required(REGISTER, raise_exception=True)
@require_safe
def show_register(request):
    context = {"title": TITLE, "entries": processing.entries(), "crumbs": crumbs(HERE, here=TITLE)}
    return render(request, "participants/rights/register.html", context)
