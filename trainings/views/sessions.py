"""The calendar of sessions, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from okoce.row_numbers import row_number
from participants.models import Participant
from trainings.actions.seats import in_the_way_of
from trainings.forms.sessions import SessionFilterForm
from trainings.models import Seat, Session

PAGE = 12


@login_not_required
def list_sessions(request):
    form = SessionFilterForm(request.GET or None)
    coming = (
        form.narrow(Session.objects.published().upcoming()) if request.GET else Session.objects.published().upcoming()
    )
    sessions, previous, following = _page(coming.with_waiting(), request.GET)
    _attach_own_seats(sessions, request.user)
    context = {
        "sessions": sessions,
        "form": form,
        "previous_url": previous,
        "next_url": following,
        "is_filtered": bool(request.GET) and form.is_used,
        "hosts": request.user.is_authenticated and request.user.has_perm("trainings.mark_attendance"),
        "schedules": request.user.is_authenticated and request.user.has_perm("trainings.add_session"),
    }
    return render(request, "trainings/sessions/list.html", context)


@login_not_required
def show_session(request, pk):
    sessions = Session.objects.open_to(request.user).select_related("kecamatan__parent", "agency")
    session = get_object_or_404(sessions.with_waiting(), pk=pk)
    people = _people(session, request.user)
    context = {
        "session": session,
        "meetings": session.meetings.all(),
        "modules": session.modules.all(),
        "people": people,
        "bookable_people": [person["participant"] for person in people if person["may_book"]],
        "sees_roster": _hosts(request.user, session, "trainings.view_seat"),
        "marks": _hosts(request.user, session, "trainings.mark_attendance"),
        "changes": _hosts(request.user, session, "trainings.change_session"),
    }
    return render(request, "trainings/sessions/detail.html", context)


def _page(sessions, query):
    """One page of sessions by the key of its neighbour, and the addresses of the pages beside it."""
    sessions = sessions.select_related("kecamatan__parent").prefetch_related("modules", "meetings")
    after, before = _anchor(query.get("setelah")), _anchor(query.get("sebelum"))
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
        _address(query, sebelum=found[0].pk) if found and has_previous else None,
        _address(query, setelah=found[-1].pk) if found and has_next else None,
    )


def _anchor(text):
    number = row_number(text)
    return Session.objects.filter(pk=number, starts_at__isnull=False).first() if number else None


def _address(query, **key):
    kept = query.copy()
    for name in ("setelah", "sebelum"):
        kept.pop(name, None)
    kept.update(key)
    return f"{reverse('trainings:sessions-list')}?{kept.urlencode()}"


def _attach_own_seats(sessions, user):
    own = Seat.objects.owned_by(user).live().filter(session__in=sessions).select_related("participant")
    seats = {}
    if user.is_authenticated and sessions:
        for seat in own:
            seats.setdefault(seat.session_id, []).append(seat)
    for session in sessions:
        session.own_seats = seats.get(session.pk, [])


def _people(session, user):
    """The user's people, each with their seat here or with what stands in the way."""
    people = list(Participant.objects.owned_by(user).order_by("pk"))
    if not people:
        return []
    held = Seat.objects.live().filter(in_the_way_of(session), participant__in=people).select_related("session")
    here = {seat.participant_id: seat for seat in held if seat.session_id == session.pk}
    elsewhere = {seat.participant_id: seat for seat in held if seat.session_id != session.pk}
    return [
        {
            "participant": person,
            "seat": here.get(person.pk),
            "clash": elsewhere.get(person.pk),
            "may_book": session.is_bookable and person.pk not in here and person.pk not in elsewhere,
        }
        for person in people
    ]


def _hosts(user, session, permission):
    return user.is_authenticated and session.kecamatan_id in user.areas_for(permission)
