"""Seats for the people somebody mentors: from a session for several of them, from a mentee for one."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.formats import angka
from participants.people.models import Participant
from trainings.seats import queries, share_words
from trainings.seats.actions import mentees
from trainings.seats.forms.mentees import MenteesForm, SessionForm
from trainings.seats.models import BOOK_FOR_MENTEE as BOOK
from trainings.seats.models import Seat
from trainings.seats.obstacles import finished_by, obstacle
from trainings.seats.queries import released_at, shares_in_force, with_place_for
from trainings.sessions import memory
from trainings.sessions.models import Session

CALENDAR = ("Pelatihan", "trainings:sessions-list")
MENTORING = ("Pendampingan", "participants:mentoring-list")
NEAR, ELSEWHERE = 6, 6  # sessions offered for one mentee
PAGE = 30


@permission_required(BOOK, raise_exception=True)
def book_several(request, pk):
    """The mentees by name, a page at a time, each with a tick, or with what they hold at that hour already."""
    session = get_object_or_404(Session.objects.published().select_related("venue"), pk=pk)
    queries.count_waiting([session])
    queries.mark_shared([session])
    own = _mentees(request.user)
    form = MenteesForm(request.POST or None, mentees=own)
    if request.method == "POST" and form.is_valid():
        with refusals.at_form(form):
            _say(request, mentees.book_for(session, form.cleaned_data["people"], by=request.user))
            return redirect("trainings:mentees-book", pk=pk)
    shares = shares_in_force(session) if session.is_shared else {}
    page = Paginator(own.order_by("name_key", "pk"), PAGE).get_page(request.GET.get("halaman"))
    context = {
        "session": session,
        "meetings": memory.contents([session.pk])[session.pk].meetings,
        "rows": _rows(session, list(page.object_list), form.ticked, shares),
        "released_at": released_at(session) if shares else None,
        "form": form,
        "previous_url": f"?halaman={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?halaman={page.next_page_number()}" if page.has_next() else "",
        "crumbs": crumbs(CALENDAR, (session.title, "trainings:sessions-detail", pk), here="Pesankan dampingan"),
    }
    return render(request, "trainings/seats/mentees/several.html", context)


@permission_required(BOOK, raise_exception=True)
def book_one(request, pk):
    """The next sessions that can be booked, those of the mentee's kecamatan first."""
    person = get_object_or_404(_mentees(request.user), pk=pk)
    form = SessionForm(request.POST or None, sessions=Session.objects.published())
    if form.is_valid():
        booked = mentees.book_for(form.cleaned_data["session"], [person], by=request.user)
        _say(request, booked)
        if booked.seats:
            return redirect("trainings:seats-detail", pk=booked.seats[0].pk)
        return redirect("trainings:mentees-choose", pk=pk)
    context = {
        "person": person,
        "form": form,
        "offers": _offers(person),
        "crumbs": crumbs(MENTORING, (person.name, "participants:mentoring-detail", pk), here="Pesankan pelatihan"),
    }
    return render(request, "trainings/seats/mentees/one.html", context)


def _mentees(user):
    return Participant.objects.supervised_by(user, BOOK).defer("nik_sealed")


def _rows(session, people, ticked, shares):
    """Each mentee with what stands in the way of a seat here, or how they would get one."""
    seats, held = list(_live(participant__in=people)), defaultdict(list)
    for seat in seats:
        held[seat.participant_id].append(seat)
    learned = finished_by(seats)
    return [
        {
            "person": person,
            "obstacle": obstacle(session, held[person.pk], learned[person.pk]),
            "share": share_words.left_in_words(person.kelurahan_id, shares) if shares else "",
            "waits": share_words.next_waits(session, person.kelurahan_id, shares, waiting=session.waiting),
            "is_ticked": person.pk in ticked,
        }
        for person in people
    ]


def _offers(person):
    coming = with_place_for(Session.objects.bookable().select_related("venue"), person.kelurahan_id)
    coming = coming.order_by("starts_at", "pk")
    sessions = list(coming.filter(kecamatan=person.kecamatan_id)[:NEAR])
    sessions += coming.exclude(kecamatan=person.kecamatan_id)[:ELSEWHERE]
    contents = memory.contents([session.pk for session in sessions])
    held = list(_live(participant=person))
    learned = finished_by(held)[person.pk]
    return [
        {
            "session": session,
            "meetings": contents[session.pk].meetings,
            "modules": ", ".join(module.name for module in contents[session.pk].modules),
            "obstacle": obstacle(session, held, learned),
            "waits": not session.has_place,
        }
        for session in sessions
    ]


def _live(**whose):
    return Seat.objects.live().filter(**whose).select_related("session").with_positions()


def _say(request, booked):
    """One sentence for all seats, and one for each refusal."""
    for seat in booked.seats[:1] if len(booked.seats) == 1 else ():
        messages.success(request, f"{seat.participant.name}: {seat.in_words}.")
    if len(booked.seats) > 1:
        sure = sum(seat.state in Seat.TAKEN for seat in booked.seats)
        parts = [f"{angka(sure)} kursi pasti"] if sure else []
        parts += [f"{angka(len(booked.seats) - sure)} nomor tunggu"] if sure < len(booked.seats) else []
        messages.success(request, f"{angka(len(booked.seats))} orang dipesankan: {', '.join(parts)}.")
    for person, sentence in booked.refusals:
        messages.error(request, f"{person.name}: {sentence}")
