"""The people somebody works for: found, opened, checked, corrected. Every opening is written down."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.areas import Area
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.drawn_forms import chosen_in, drawn
from okoce.kept_forms import again
from okoce.pagination import SIZE, filters, paged
from participants.agency_trainings.models import OldClaim
from participants.directory import actions as people
from participants.identity_checks import actions as identity
from participants.journey.display import person_panels, steps_of, timeline_of
from participants.journey.models import StageStanding
from participants.mentoring import display as mentoring_shown
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models.notes import WRITE
from participants.people import display as people_shown
from participants.people import same_nik, typed_values
from participants.people.forms import ContactForm, PeopleFilterForm, ReasonForm, SearchForm
from participants.people.models import Participant
from participants.people.models.participants import VIEW
from participants.people.reason_door import ask_reason, asked_reason
from participants.people.searching import FEW

CHECK, CHANGE, UNMASK = "identity_checks.check_identity", "people.change_participant", "people.unmask_nik"
EVENTS = "journey.view_stageevent"
PEOPLE = ("Peserta", "participants:people-list")
_filter = drawn(
    "participants/directory/filter.html", lambda area, chosen: PeopleFilterForm(dict(chosen) or None, area=area)
)


@permission_required(VIEW, raise_exception=True)
@require_GET
def list_people(request):
    area = request.user.areas_for(VIEW)
    form = PeopleFilterForm(request.GET, area=area) if filters(request) else None
    people = Participant.objects.supervised_by(request.user)
    if form:
        people = form.narrow(people) if form.is_valid() else people.none()
    rows, addresses = paged(request, people.for_rows())
    context = addresses | {
        "people": _rows(rows, request.user),
        "form": form,
        "filter": None if form and form.errors else _filter(area, chosen_in(form)),
        "search": SearchForm(),
        "is_filtered": bool(form) and (any(form.cleaned_data.values()) if form.is_valid() else True),
        "export_url": _export_url(request),
        "registers": request.user.has_perm("people.add_participant"),
        "compares": request.user.has_perm("twins.view_twincandidate"),
    }
    return render(request, "participants/directory/list.html", context)


@permission_required(VIEW, raise_exception=True)
@require_POST
def search_people(request):
    """The answer comes with the POST itself: what was typed never stands in an address."""
    form = SearchForm(request.POST)
    found, similar = [], []
    if form.is_valid():
        everybody = Participant.objects.supervised_by(request.user)
        found = _first(form.find(everybody))
        if len(found) < FEW:
            known = [person.pk for person in found]
            similar = _first(form.find_similar(everybody).exclude(pk__in=known))[:SIZE]
    context = {
        "people": _rows(found[:SIZE], request.user),
        "similar": _rows(similar, request.user),
        "has_more": len(found) > SIZE,
        "search": form,
        "crumbs": crumbs(PEOPLE, here="Hasil pencarian"),
    }
    return render(request, "participants/directory/search.html", context)


def _first(people):
    """One more than a page of these, the newest first.

    Asked for in the order of an index, PostgreSQL walks everybody along it instead of looking for the name.
    """
    return list(people.for_rows().order_by((F("pk") + 0).desc())[: SIZE + 1])


@permission_required(VIEW, raise_exception=True)
def show_person(request, pk):
    """Overseers (Dinas, data protection) first say why they open somebody's data."""
    user = request.user
    person = get_object_or_404(Participant.objects.supervised_by(user).for_detail(), pk=pk)
    reason = "" if person.allows(user, WRITE) else asked_reason(request, person)
    if reason is None:
        return ask_reason(request, person, above=PEOPLE)
    access_log.record(user, AccessLog.Act.OPEN, person, reason=reason)
    check = person.identity_checks.standing().select_related("checked_by").first()
    context = {
        "person": person,
        "crumbs": crumbs(PEOPLE, here=person.name),
        "facts": people_shown.contact(person),
        "business": people_shown.business(person),
        "doubts": [*person.limits, *people_shown.doubts(person)],
        "steps": steps_of(person, seen_by=user),
        "events": timeline_of(person, seen_by=user) if person.allows(user, EVENTS) else [],
        "panels": [*person_panels(person, user=user), *mentoring_shown.evidence_panels(person, user=user)],
        "check": check,
        "checks": person.allows(user, CHECK) and not person.belongs_to(user),
        "changes": person.allows(user, CHANGE),
        "is_mentor": person.allows(user, WRITE),
        "assigns": person.allows(user, mentoring.ASSIGN),
        "notes": mentoring_shown.notes(person, seen_by=user),
        "who_reads": mentoring_shown.who_reads(person),
        "unmasks": person.allows(user, UNMASK),
        "same_nik": same_nik.of(person, seen_by=user),
        "joined": joined_of(person, user) if person.allows(user, CHANGE) else [],
    }
    return render(request, "participants/directory/detail.html", context)


@permission_required(CHECK, raise_exception=True)
def void_check(request, pk):
    person = _person(request, pk, CHECK)
    check = get_object_or_404(person.identity_checks.standing())
    form = again.bind(request, ReasonForm)
    if form.is_valid():
        with refusals.as_message(request):
            identity.void(check, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Pemeriksaan KTP dibatalkan. Langkah yang bergantung padanya ikut gugur.")
        return redirect("participants:people-detail", pk=pk)
    return again.page(
        request,
        "participants/directory/void.html",
        {"form": form, "person": person, "check": check, "crumbs": _crumbs(person, "Batalkan pemeriksaan KTP")},
    )


@permission_required(UNMASK, raise_exception=True)
def unmask_nik(request, pk):
    """The whole number, once, for a reason that its owner can read."""
    person = _person(request, pk, UNMASK)
    form = ReasonForm(request.POST or None, people=[person])
    nik = ""
    if form.is_valid():
        access_log.record(request.user, AccessLog.Act.UNMASK, person, reason=form.cleaned_data["reason"])
        nik = person.nik
    context = {"form": form, "person": person, "nik": nik, "crumbs": _crumbs(person, "NIK utuh")}
    return render(request, "participants/directory/nik.html", context)


@permission_required(CHANGE, raise_exception=True)
def edit_contact(request, pk):
    person = _person(request, pk, CHANGE)
    fields = ("phone", "email", "street", "rt", "rw", "kelurahan")
    known = {name: getattr(person, name) for name in fields} | {"phone": people_shown.phone(person)}
    form = again.bind(request, ContactForm, row=person, initial=known, area=Area.of_region(person.kecamatan_id))
    if form.is_valid():
        with refusals.at_form(form):
            people.change_contact(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"Data kontak {person.name} disimpan.")
            return redirect("participants:people-detail", pk=pk)
    return again.page(
        request,
        "participants/directory/edit.html",
        {"form": form, "person": person, "crumbs": _crumbs(person, "Ubah data kontak")},
    )


def joined_of(person, user):
    """What was typed otherwise in registrations that were joined into this record, until somebody decided on it."""
    waiting = person.joined.filter(settled_at=None).visible_to(user, CHANGE)
    return [row for row in waiting if typed_values.differences(row.typed, person)]


def _rows(people, user):
    held, claims = defaultdict(set), OldClaim.objects.texts([person.pk for person in people], seen_by=user)
    standings = StageStanding.objects.filter(participant__in=[person.pk for person in people]).order_by()
    for pk, stage in standings.values_list("participant_id", "stage"):
        held[pk].add(stage)
    rows = [people_shown.row(person, held[person.pk], claims.get(person.pk, ())) for person in people]
    return [row | {"shows_claims": bool(claims)} for row in rows]


def _export_url(request):
    """The same list as a file, for who may take rows along."""
    if not request.user.has_perm("people.export_participant"):
        return ""
    return f"{reverse('participants:exports-people')}?{urlencode(filters(request))}"


def _person(request, pk, permission):
    """Somebody with whom the user may do this; anybody else is not there."""
    return get_object_or_404(Participant.objects.supervised_by(request.user, permission).for_detail(), pk=pk)


def _crumbs(person, here):
    return crumbs(PEOPLE, (person.name, "participants:people-detail", person.pk), here=here)
