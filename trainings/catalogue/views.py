"""The calendar of sessions, for everybody."""

from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from okoce.crumbs import crumbs
from okoce.drawn_forms import drawn
from okoce.no_store import visitors_may_keep
from participants.people.models import Participant
from trainings.catalogue import suggestions
from trainings.catalogue.display import card
from trainings.catalogue.forms import SessionFilterForm
from trainings.door.display import closing
from trainings.seats import share_words
from trainings.seats.models import BOOK_FOR_MENTEE, Seat
from trainings.seats.obstacles import finished_by, obstacle
from trainings.seats.queries import count_waiting, mark_shared, read_positions, released_at, shares_in_force
from trainings.sessions import calendar_cursor, memory
from trainings.sessions.models import Session

PAGE = 12
SHOWN = "title", "kecamatan_id", "capacity", "seats_taken", "state", "starts_at", "booking_closes_at", "venue__name"
SHOWN_ALONE = "ends_at", "cancel_reason", "agency__name", "venue__address", "venue__access"
HELD = "session_id", "participant_id", "state", "offered_until", "session__title", "session__starts_at"
HELD += ("session__state",)


@login_not_required
@visitors_may_keep
def list_sessions(request):
    filters = _filters(request.GET)
    form = SessionFilterForm(filters) if filters else None
    coming = Session.objects.published().upcoming().select_related("venue").only(*SHOWN)
    narrowed = form.narrow(coming) if form else coming
    sessions, previous, following = _page(narrowed, request.GET)
    count_waiting([session for session in sessions if session.is_full])  # of others it is not shown
    mark_shared(sessions)
    is_first = not filters and not previous and request.user.is_authenticated
    people = suggestions.people_of(request.user) if is_first else []
    seats = _own_seats(request.user) if people or not is_first else []
    asked = request.GET.get(suggestions.PERSON)
    context = {
        "suggested": suggestions.for_people(people, asked, seats=seats) if people else None,
        "cards": _cards(sessions, request.user, seats),
        "form": form,
        "blank_form": None if form else _blank_form(),
        "previous_url": previous,
        "next_url": following,
        "is_filtered": bool(form) and form.is_used,
        "hosts": request.user.is_authenticated and request.user.has_perm("attendance.mark_attendance"),
        "schedules": request.user.is_authenticated and request.user.has_perm("training_sessions.add_session"),
        "follows_up": request.user.is_authenticated and request.user.has_perm("placements.view_placement"),
    }
    return render(request, "trainings/catalogue/list.html", context)


@login_not_required
@visitors_may_keep
def show_session(request, pk):
    sessions = Session.objects.open_to(request.user).select_related("agency", "venue").only(*SHOWN, *SHOWN_ALONE)
    session = get_object_or_404(sessions, pk=pk)
    count_waiting([session])
    mark_shared([session])
    held = memory.contents([pk])[pk]
    shares = shares_in_force(session) if session.is_shared else {}
    people = _people(session, request.user, shares)
    bookable = [person for person in people if person["may_book"]]
    marks = session.allows(request.user, "attendance.mark_attendance")
    context = {
        "session": session,
        "crumbs": crumbs(("Pelatihan", "trainings:sessions-list"), here=session.title),
        "meetings": held.meetings,
        "modules": held.modules,
        "people": people,
        "bookable": bookable,
        "all_wait": all(person["waits"] for person in bookable),
        "released_at": released_at(session) if shares else None,
        "sees_roster": session.allows(request.user, "seats.view_seat"),
        "marks": marks,
        "over": closing(session) if marks else None,
        "sees_certificates": session.has_started and session.allows(request.user, "certificates.view_certificate"),
        "invites": session.state != Session.State.DRAFT and session.allows(request.user, "invitations.view_invitation"),
        "changes": session.allows(request.user, "training_sessions.change_session"),
        "books_for_mentees": _books_for_mentees(request.user),
    }
    return render(request, "trainings/catalogue/detail.html", context)


def _page(sessions, query):
    """One page of sessions by the key of its neighbour, and the addresses of the pages beside it."""
    after, before = calendar_cursor.named(query.get("setelah")), calendar_cursor.named(query.get("sebelum"))
    if before:
        found = list(sessions.before(before).order_by("-starts_at", "-pk")[: PAGE + 1])
        has_previous, has_next = len(found) > PAGE, True
        found = found[:PAGE][::-1]
    else:
        found = list((sessions.after(after) if after else sessions).order_by("starts_at", "pk")[: PAGE + 1])
        has_previous, has_next = bool(after), len(found) > PAGE
        found = found[:PAGE]
    return (
        found,
        _address(query, sebelum=calendar_cursor.name_of(found[0])) if found and has_previous else None,
        _address(query, setelah=calendar_cursor.name_of(found[-1])) if found and has_next else None,
    )


def _filters(query):
    """What was asked for, without the neighbour a page begins at and the person it is for."""
    kept = query.copy()
    for name in ("setelah", "sebelum", suggestions.PERSON):
        kept.pop(name, None)
    return kept


def _address(query, **key):
    kept = _filters(query)
    kept.update(key)
    return f"{reverse('trainings:sessions-list')}?{kept.urlencode()}"


def _own_seats(user):
    """The live seats of a user's people."""
    if not user.is_authenticated:
        return []
    seats = Seat.objects.owned_by(user).live().select_related("participant")
    return list(seats.only("session_id", "state", "participant__name", "participant__user"))


def _cards(sessions, user, own_seats):
    """Drawn with what each teaches, when it meets, and the seats of the user's people there."""
    numbers = [session.pk for session in sessions]
    contents, seats = memory.contents(numbers), {pk: [] for pk in numbers}
    shown = [seat for seat in own_seats if seat.session_id in seats]
    read_positions(shown)
    for seat in shown:
        seats[seat.session_id].append(seat)
    mentors = _books_for_mentees(user)
    return [
        card(session, contents[session.pk], seats=seats[session.pk], books_for_mentees=mentors) for session in sessions
    ]


def _books_for_mentees(user):
    return user.is_authenticated and user.has_perm(BOOK_FOR_MENTEE)


def _people(session, user, shares):
    """The user's people, each with what stands in the way of a seat, or how they would get one."""
    people = list(Participant.objects.owned_by(user).only("name", "user", "holds_nik", "kelurahan").order_by("pk"))
    if not people:
        return []
    held = list(Seat.objects.live().filter(participant__in=people).select_related("session").only(*HELD))
    read_positions(held)
    live, learned = defaultdict(list), finished_by(held)
    for seat in held:
        live[seat.participant_id].append(seat)
    return [
        _person(session, person, obstacle(session, live[person.pk], learned[person.pk]), live[person.pk], shares)
        for person in people
    ]


def _person(session, person, stands, live, shares):
    held = next((seat for seat in live if seat.state != Seat.State.ABSENT), None) if person.is_waiting else None
    home = person.kelurahan_id
    return {
        "participant": person,
        "obstacle": stands,
        "only_one": None if stands else held,
        "may_book": session.is_bookable and not stands and not held,
        "share": share_words.left_in_words(home, shares) if shares else "",
        "waits": share_words.next_waits(session, home, shares, waiting=session.waiting),
        "why": share_words.why_waiting(session, home, shares),
    }


# The same for everybody who has not narrowed the list yet.
_blank_form = drawn("trainings/catalogue/filter.html", SessionFilterForm)
