"""Licences of a person: applied for, ended, taken back."""

from functools import partial

from okoce.kept_forms import again
from participants.journey.views import evidence_pages
from participants.permits import actions as permits
from participants.permits.forms import NewLicenceForm, ResultForm
from participants.permits.models import Licence

ADD = "permits.add_licence"


def add_licence(request, number):
    person = evidence_pages.person_of(request, number, ADD)
    form = again.bind(request, NewLicenceForm, states=permits.states_for(person, by=request.user))
    return evidence_pages.record_page(
        request,
        person,
        form,
        partial(permits.add, person),
        title="Catat izin usaha",
        lead=_lead(request, person),
        done="Izin usaha tercatat.",
    )


def decide_licence(request, pk):
    licence = evidence_pages.row_of(request, Licence, pk)
    known = permits.states_for(licence.participant, by=request.user)
    form = again.bind(
        request,
        ResultForm,
        states=[state for state in known if state in permits.MOVES[Licence.State.APPLIED]],
    )
    return evidence_pages.record_page(
        request,
        licence.participant,
        form,
        partial(permits.decide, licence),
        title=f"Hasil pengajuan {licence.get_kind_display()}",
        lead=_lead(request, licence.participant),
        done="Hasil izin tercatat.",
    )


def void_licence(request, pk):
    licence = evidence_pages.row_of(request, Licence, pk)
    return evidence_pages.void_page(
        request,
        licence.participant,
        partial(permits.void, licence),
        title=f"Batalkan {licence}",
        lead="Untuk salah catat. Langkah Perizinan gugur bila berdiri di atas catatan ini; catatannya tetap tersimpan.",
        done="Catatan izin dibatalkan.",
    )


def _lead(request, person):
    return permits.NOT_BY_OWNER if person.belongs_to(request.user) else ""
