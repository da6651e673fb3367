"""Trainings and the steps after them, for the staff of their agency: graduates, bookings, placements."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.kept_forms import again
from okoce.pagination import paged
from participants.people.models import Participant
from trainings.placements import actions, graduates
from trainings.placements.forms import BookGraduatesForm, OutcomeForm, PlacementForm
from trainings.placements.models import ADD, CHANGE, VIEW, Placement
from trainings.sessions.models import Session, Training

BOOK = "seats.change_seat"
SHOWN = 50
LIST = ("Pelatihan lanjutan", "trainings:placements-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_trainings(request):
    trainings = Training.objects.visible_to(request.user).select_related("agency", "continues", "programme_year")
    rows, pages = paged(request, trainings)
    context = {"trainings": rows, "crumbs": crumbs(("Pelatihan", "trainings:sessions-list"), here=LIST[0]), **pages}
    return render(request, "trainings/placements/list.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_training(request, pk):
    training, user = _training(request, pk), request.user
    people = graduates.to_invite(training) & Participant.objects.supervised_by(user, VIEW)
    people = people.order_by("name_key", "pk").only("name", "registration_number", "kecamatan")
    page = Paginator(people, SHOWN).get_page(request.GET.get("halaman"))
    placements = list(Placement.objects.visible_to(user).filter(training=training).select_related("participant"))
    shown = {*(person.pk for person in page), *(each.participant_id for each in placements)}
    reason = f"Lulusan untuk {training} dilihat"
    access_log.record_many(user, AccessLog.Act.LIST, Participant, sorted(shown), reason=reason[:200])
    context = {
        "training": training,
        "went_on": graduates.how_many_went_on(training),
        "following": list(training.continued_by.order_by("title", "pk")),
        "page": page,
        "placements": placements,
        "may_place": user.has_perm(ADD),
        "may_end": user.has_perm(CHANGE),
        "form": BookGraduatesForm(sessions=_sessions(training, user)) if user.has_perm(BOOK) else None,
        "crumbs": crumbs(LIST, here=training.title),
    }
    return render(request, "trainings/placements/detail.html", context)


@require_POST
@permission_required((ADD, BOOK), raise_exception=True)
def book_graduates(request, pk):
    training = _training(request, pk)
    people = Participant.objects.supervised_by(request.user, ADD)
    form = BookGraduatesForm(request.POST, sessions=_sessions(training, request.user), people=people)
    if form.is_valid():
        session, chosen = form.cleaned_data["session"], form.cleaned_data["people"]
        booked, refused = actions.book(session, chosen, by=request.user)
        if booked:
            messages.success(request, f"{angka(len(booked))} orang dipesankan ke {session.title} dan dikabari.")
        for refusal in refused:
            messages.error(request, refusal)
    else:
        messages.error(request, " ".join(words for errors in form.errors.values() for words in errors))
    return redirect("trainings:placements-detail", pk=pk)


@permission_required(ADD, raise_exception=True)
def start_placement(request, pk, person):
    training = _training(request, pk)
    person = get_object_or_404(Participant.objects.supervised_by(request.user, ADD), pk=person)
    form = again.bind(request, PlacementForm)
    if form.is_valid():
        with refusals.at_form(form):
            actions.start(training, person, by=request.user, **form.cleaned_data)
            messages.success(request, f"Penempatan {person.name} dicatat.")
            return redirect("trainings:placements-detail", pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, "Dibuka untuk mencatat penempatan")
    above = (training.title, "trainings:placements-detail", pk)
    context = {"training": training, "person": person, "form": form, "crumbs": crumbs(LIST, above, here="Penempatan")}
    return again.page(request, "trainings/placements/edit.html", context)


@permission_required(CHANGE, raise_exception=True)
def end_placement(request, pk):
    visible = Placement.objects.visible_to(request.user, CHANGE).select_related("training", "participant")
    placement = get_object_or_404(visible, pk=pk)
    form = again.bind(request, OutcomeForm)
    if form.is_valid():
        with refusals.at_form(form):
            actions.end(placement, by=request.user, **form.cleaned_data)
            messages.success(request, f"Hasil penempatan {placement.participant.name} dicatat.")
            return redirect("trainings:placements-detail", pk=placement.training_id)
    access_log.record(request.user, AccessLog.Act.OPEN, placement.participant, "Dibuka untuk mencatat hasil penempatan")
    above = (placement.training.title, "trainings:placements-detail", placement.training_id)
    context = {"placement": placement, "form": form, "crumbs": crumbs(LIST, above, here="Hasil penempatan")}
    return again.page(request, "trainings/placements/end.html", context)


def _training(request, pk):
    trainings = Training.objects.visible_to(request.user).select_related("continues", "agency", "commodity")
    return get_object_or_404(trainings, pk=pk)


def _sessions(training, user):
    """Coming sessions of a training for which this user may book."""
    hosted = Session.objects.visible_to(user, BOOK).bookable()
    return hosted.filter(training=training).select_related("venue").order_by("starts_at", "pk")
