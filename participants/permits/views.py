"""Licences of a person: applied for, ended, taken back."""

from functools import partial

from django.shortcuts import get_object_or_404

from participants.journey.views import evidence_pages
from participants.people.models import Participant
from participants.permits import actions as permits
from participants.permits.forms import NewLicenceForm, ResultForm
from participants.permits.models import Licence

ADD = "permits.add_licence"


def add_licence(request, number):
    person = get_object_or_404(Participant.objects.visible_to(request.user, ADD), registration_number=number)
    form = NewLicenceForm(request.POST or None, states=permits.states_for(person, by=request.user))
    return evidence_pages.fill(
        request,
        person,
        form,
        partial(permits.add, person),
        title="Catat izin usaha",
        lead=_lead(request, person),
        done="Izin usaha tercatat.",
    )


def decide_licence(request, pk):
    licence = _licence(request, pk)
    known = permits.states_for(licence.participant, by=request.user)
    form = ResultForm(
        request.POST or None,
        states=[state for state in known if state in permits.MOVES[Licence.State.APPLIED]],
    )
    return evidence_pages.fill(
        request,
        licence.participant,
        form,
        partial(permits.decide, licence),
        title=f"Hasil pengajuan {licence.get_kind_display()}",
        lead=_lead(request, licence.participant),
        done="Hasil izin tercatat.",
    )


def void_licence(request, pk):
    licence = _licence(request, pk)
    return evidence_pages.take_back(
        request,
        licence.participant,
        partial(permits.void, licence),
        title=f"Batalkan {licence}",
        lead="Untuk salah catat. Langkah Perizinan gugur bila berdiri di atas catatan ini; catatannya tetap tersimpan.",
        done="Catatan izin dibatalkan.",
    )


def _lead(request, person):
    return permits.NOT_BY_OWNER if person.belongs_to(request.user) else ""


def _licence(request, pk):
    return get_object_or_404(Licence.objects.manageable_by(request.user).select_related("participant"), pk=pk)
