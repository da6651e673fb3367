"""One's own certificates: read, downloaded, and asked for with one press once the evidence stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import angka
from participants.people.models import Participant
from trainings.certificates import documents
from trainings.certificates.actions import certificates
from trainings.certificates.models import Certificate


@require_safe
def show_own(request, number):
    person = _own(request, number)
    context = {
        "person": person,
        "certificates": list(person.certificates.order_by("-pk")),
        "open": [
            {"kind": Certificate.Kind(each.kind).label, "title": each.content["title"], "on": each.completed_on}
            for each in certificates.open_to(person)
        ],
        "crumbs": crumbs(("Perjalanan", "participants:journey-detail", number), here="Sertifikat"),
    }
    return render(request, "trainings/certificates/own.html", context)


@require_POST
def ask(request, number):
    person = _own(request, number)
    with refusals.as_message(request):
        made = certificates.ask_for_own(person, by=request.user)
        messages.success(request, f"{angka(len(made))} lembar terbit dan bisa diunduh di bawah ini.")
    return redirect("trainings:certificates-own", number=number)


@require_safe
def download(request, pk):
    """One paper: for whose it is, and for the hosts of its session."""
    visible = Certificate.objects.visible_to(request.user).standing().select_related("participant")
    certificate = get_object_or_404(visible, pk=pk)
    act, reason = AccessLog.Act.EXPORT, f"Sertifikat {certificate} diunduh"
    access_log.record(request.user, act, certificate.participant, reason)
    response = HttpResponse(documents.of_one(certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{documents.file_name(certificate)}"'
    return response


def _own(request, number):
    return get_object_or_404(Participant.objects.owned_by(request.user), registration_number=number)
