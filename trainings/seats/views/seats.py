"""One's own seat, and seats for others by those who host the session."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.kept_forms import again
from okoce.pk_parsing import row_number
from participants.calls.models import Topic
from participants.calls.models.notices import VIEW
from participants.calls.queries import topic_number
from trainings.seats import queries, share_words
from trainings.seats.actions import seats
from trainings.seats.forms.seats import BookForm, CancelForm
from trainings.seats.models import BOOK_FOR_MENTEE, Seat
from trainings.sessions import memory
from trainings.sessions.models import Session

CALENDAR = ("Pelatihan", "trainings:sessions-list")
WAITING_SHOWN = 50
# What the pages of one seat show and judge by.
OF_SEAT = "state", "queue_number", "offered_until", "release_reason"
OF_SESSION = (
    *("title", "state", "kecamatan_id", "capacity", "seats_taken", "starts_at", "ends_at", "booking_closes_at"),
    *("venue__name", "venue__address"),
)
OF_PERSON = "name", "registration_number", "user_id", "mentor_id", "kecamatan_id", "kelurahan_id", "erased_at"
HEADLINES = {
    Seat.State.WAITING: "Menunggu kursi",
    Seat.State.OFFERED: "Ada kursi kosong",
    Seat.State.CONFIRMED: "Kursi sudah pasti",
    Seat.State.ATTENDED: "Sudah hadir",
    Seat.State.ABSENT: "Tidak hadir",
    Seat.State.RELEASED: "Kursi sudah dilepas",
}
LEADS = {
    Seat.State.OFFERED: "Jawab sebelum batas waktu; setelah itu kursi ditawarkan kepada orang berikutnya.",
    Seat.State.CONFIRMED: "Datang sepuluh menit sebelum mulai dan bawa KTP asli. Batalkan bila berhalangan.",
    Seat.State.ATTENDED: "Kehadiran sudah dicatat petugas.",
    Seat.State.ABSENT: "Pilih sesi lain dengan modul yang sama untuk melengkapi pelatihan.",
}


@require_POST
def book_seat(request, pk):
    """Straight to the seat; only where that does not go through is anything read to say why."""
    number = row_number(request.POST.get("participant"))
    if number and (new_seat := seats.book_own(pk, number, by=request.user)):
        return redirect("trainings:seats-detail", pk=new_seat)
    session = get_object_or_404(Session.objects.published().only("pk"), pk=pk)
    form = BookForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, form.errors["participant"][0])
        return redirect("trainings:sessions-detail", pk=pk)
    with refusals.as_message(request):
        seat = seats.book(session, form.cleaned_data["participant"], by=request.user)
        return redirect("trainings:seats-detail", pk=seat.pk)
    return redirect("trainings:sessions-detail", pk=pk)


def show_seat(request, pk):
    seat = get_object_or_404(_seats().visible_to(request.user), pk=pk)
    context = {
        "seat": seat,
        "session": seat.session,
        "meetings": memory.contents([seat.session_id])[seat.session_id].meetings,
        "crumbs": crumbs(CALENDAR, _crumb(seat.session), here="Kursi"),
        "headline": _headline(seat),
        "lead": _lead(seat),
        "may_change": seat.is_manageable_by(request.user),
        "may_swap": seat.may_be_swapped,
        "sees_history": seat.participant.belongs_to(request.user) or _books_for(request.user, seat.participant),
        "may_cancel": seat.may_be_released and not seat.session.has_started,
        "panels": [panel for name in settings.SEAT_PANELS if (panel := import_string(name)(seat, request.user))],
    }
    return render(request, "trainings/seats/detail.html", context)


@require_POST
def accept_offer(request, pk):
    seat = get_object_or_404(Seat.objects.manageable_by(request.user), pk=pk)
    _try(request, seats.accept_offer, seat, done="Kursi sudah pasti untuk Anda.")
    return redirect("trainings:seats-detail", pk=pk)


@require_POST
def decline_offer(request, pk):
    seat = get_object_or_404(Seat.objects.manageable_by(request.user), pk=pk)
    _try(request, seats.decline_offer, seat, done="Kursi dilepas dan ditawarkan kepada orang berikutnya.")
    return redirect("trainings:seats-detail", pk=pk)


def cancel_seat(request, pk):
    seat = get_object_or_404(_seats().manageable_by(request.user), pk=pk)
    is_own = seat.participant.belongs_to(request.user)
    form = None if is_own else again.bind(request, CancelForm)
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else seats.GIVEN_BACK
        _try(request, seats.cancel, seat, done="Kursi sudah dibatalkan.", reason=reason)
        return redirect("trainings:seats-detail", pk=pk)
    page = {"seat": seat, "session": seat.session, "form": form}
    return again.page(request, "trainings/seats/cancel.html", page)


@permission_required("seats.view_seat", raise_exception=True)
def show_roster(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user, "seats.view_seat"), pk=pk)
    queries.count_waiting([session])
    roster = session.seats.select_related("participant")
    may_change = session.allows(request.user, "seats.change_seat")
    context = {
        "session": session,
        "crumbs": crumbs(CALENDAR, _crumb(session), here="Peserta"),
        "taken": roster.taken().order_by("participant__name_key", "pk"),
        "queue": roster.waiting().with_positions()[:WAITING_SHOWN],
        "more_waiting": max(0, session.waiting - WAITING_SHOWN),
        "released": roster.filter(state=Seat.State.RELEASED).count(),
        "notified": topic_number(Topic.Kind.SESSION, pk) if request.user.has_perm(VIEW) else None,
        "may_change": may_change,
        "may_book": may_change and session.is_bookable,
    }
    return render(request, "trainings/seats/roster.html", context)


def _books_for(user, person):
    return person.allows(user, BOOK_FOR_MENTEE) or person.allows(user, "seats.change_seat")


def _crumb(session):
    return session.title, "trainings:sessions-detail", session.pk


def _seats():
    columns = *(f"session__{name}" for name in OF_SESSION), *(f"participant__{name}" for name in OF_PERSON)
    return Seat.objects.select_related("session__venue", "participant").only(*OF_SEAT, *columns)


def _headline(seat):
    return "Tawaran kursi sudah lewat" if seat.has_expired else HEADLINES[seat.state]


def _lead(seat):
    if seat.has_expired:
        return "Kursi ini ditawarkan kepada orang berikutnya. Pesan lagi bila masih ingin ikut."
    if seat.state != Seat.State.WAITING:
        return LEADS.get(seat.state, "")
    ahead = seat.position - 1
    shares = queries.shares_in_force(seat.session)
    why = share_words.why_waiting(seat.session, seat.participant.kelurahan_id, shares)
    place = f"Ada {angka(ahead)} orang di depan." if ahead else "Paling depan di daftar tunggu."
    if why:
        return f"{place} {why} Anda dikabari."
    return f"{place} Bila ada yang batal, kursi ditawarkan menurut nomor dan Anda dikabari."


def _try(request, act, seat, *, done, **words):
    with refusals.as_message(request):
        act(seat, by=request.user, **words)
        messages.success(request, done)
