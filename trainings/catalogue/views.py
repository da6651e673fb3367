"""The calendar of sessions, for everybody."""

from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from okoce.crumbs import crumbs
from okoce.no_store import visitors_may_keep
from participants.people.models import Participant
from trainings.catalogue.display import card
from trainings.catalogue.forms import SessionFilterForm
from trainings.seats.actions.seats import in_the_way
from trainings.seats.models import BOOK_FOR_MENTEE, Seat
from trainings.seats.queries import with_waiting
from trainings.sessions import calendar_cursor, memory
from trainings.sessions.models import Session

PAGE = 12


@login_not_required
@visitors_may_keep
def list_sessions(request):
    filters = _filters(request.GET)
    form = SessionFilterForm(filters or None)
    coming = Session.objects.published().upcoming().select_related("venue")
    narrowed = form.narrow(coming) if filters else coming
    sessions, previous, following = _page(with_waiting(narrowed), request.GET)
    context = {
        "cards": _cards(sessions, request.user),
        "form": form,
        "previous_url": previous,
        "next_url": following,
        "is_filtered": bool(filters) and form.is_used,
        "hosts": request.user.is_authenticated and request.user.has_perm("attendance.mark_attendance"),
        "schedules": request.user.is_authenticated and request.user.has_perm("training_sessions.add_session"),
    }
    return render(request, "trainings/catalogue/list.html", context)


@login_not_required
@visitors_may_keep
def show_session(request, pk):
    sessions = Session.objects.open_to(request.user).select_related("agency", "venue")
    session = get_object_or_404(with_waiting(sessions), pk=pk)
    held = memory.contents([pk])[pk]
    people = _people(session, request.user)
    context = {
        "session": session,
        "crumbs": crumbs(("Pelatihan", "trainings:sessions-list"), here=session.title),
        "meetings": held.meetings,
        "modules": held.modules,
        "people": people,
        "bookable_people": [person["participant"] for person in people if person["may_book"]],
        "sees_roster": session.allows(request.user, "seats.view_seat"),
        "marks": session.allows(request.user, "attendance.mark_attendance"),
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
    """What was asked for, without the neighbour a page begins at."""
    kept = query.copy()
    for name in ("setelah", "sebelum"):
        kept.pop(name, None)
    return kept


def _address(query, **key):
    kept = _filters(query)
    kept.update(key)
    return f"{reverse('trainings:sessions-list')}?{kept.urlencode()}"


def _cards(sessions, user):
    """Drawn with what each teaches, when it meets, and the seats of the user's people there."""
    numbers = [session.pk for session in sessions]
    contents, seats = memory.contents(numbers), defaultdict(list)
    if user.is_authenticated:
        own = Seat.objects.owned_by(user).live().filter(session__in=numbers).select_related("participant")
        for seat in own.only("session_id", "state", "queue_number", "participant__name"):
            seats[seat.session_id].append(seat)
    mentors = _books_for_mentees(user)
    return [
        card(session, contents[session.pk], seats=seats[session.pk], books_for_mentees=mentors) for session in sessions
    ]


def _books_for_mentees(user):
    return user.is_authenticated and user.has_perm(BOOK_FOR_MENTEE)


def _people(session, user):
    """The user's people, each with their seat here or with what stands in the way."""
    people = list(Participant.objects.owned_by(user).only("name", "holds_nik").order_by("pk"))
    if not people:
        return []
    live = list(Seat.objects.live().filter(participant__in=people))
    held = in_the_way(session, live)
    here = {seat.participant_id: seat for seat in held if seat.session_id == session.pk}
    elsewhere = {seat.participant_id: seat for seat in held if seat.session_id != session.pk}
    only_one = {seat.participant_id: seat for seat in live if seat.state != Seat.State.ABSENT}
    only_one = {person.pk: only_one[person.pk] for person in people if person.is_waiting and person.pk in only_one}
    prefetch_related_objects([*elsewhere.values(), *only_one.values()], "session")
    return [
        {
            "participant": person,
            "seat": here.get(person.pk),
            "clash": elsewhere.get(person.pk),
            "only_one": only_one.get(person.pk),
            "may_book": session.is_bookable and not any(person.pk in seats for seats in (here, elsewhere, only_one)),
        }
        for person in people
    ]
