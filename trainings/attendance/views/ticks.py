"""The attendance list, made for a phone: in pages, each saved by itself, and each tick by itself."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.clock import day_starts_at, now, today
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.pk_parsing import row_number
from participants.identity_checks.models import IdentityCheck
from participants.people.forms import SearchForm
from participants.people.models import Participant
from trainings.attendance import sightings
from trainings.attendance.actions import attendance, marks, receiving
from trainings.attendance.forms import CorrectionForm
from trainings.attendance.models import Attendance, Mark
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

PERMISSION = "attendance.mark_attendance"
RECENT_DAYS = 60
LISTED = 40
SENT_LATER = "Tanda yang dikirim kemudian"
PAGE = 50  # people on one page: with three fields each it stays far below DATA_UPLOAD_MAX_NUMBER_FIELDS


@permission_required(PERMISSION, raise_exception=True)
def list_meetings(request):
    tomorrow = day_starts_at(today() + timedelta(days=1))
    recent = _meetings(request.user).filter(
        starts_at__lt=tomorrow, starts_at__gte=day_starts_at(today() - timedelta(days=RECENT_DAYS))
    )
    present = Attendance.objects.standing().filter(meeting=OuterRef("pk")).order_by().values("meeting")
    meetings = recent.annotate(present=present.annotate(people=Count("pk")).values("people"))
    meetings = list(meetings.order_by("-starts_at", "-pk")[:LISTED])
    context = {
        "today": [meeting for meeting in meetings if meeting.is_today],
        "recent": [meeting for meeting in meetings if not meeting.is_today],
        "days": RECENT_DAYS,
    }
    return render(request, "trainings/attendance/list.html", context)


@permission_required(PERMISSION, raise_exception=True)
def mark_meeting(request, session, pk):
    """One page of the list. Saving it leads on: to the next page, to the one asked for, or to the result."""
    meeting = meeting_or_404(request.user, session, pk)
    asked = request.POST if request.method == "POST" else request.GET
    page = Paginator(_list(meeting), PAGE).get_page(asked.get("halaman"))
    if request.method == "POST":
        with refusals.as_message(request):
            _save(request, meeting)
            return redirect(_next(request, meeting))
        _keep_ticks(request, page)
    return _draw(request, meeting, page)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def search(request, session, pk):
    """Those of the list who fit. A POST: what is typed may be a NIK, and addresses are kept everywhere."""
    meeting = meeting_or_404(request.user, session, pk)
    form = SearchForm(request.POST)
    found = _list(meeting).none()
    if form.is_valid():
        found = _list(meeting).filter(participant__in=form.find(Participant.objects.all()).values("pk"))
    return _draw(request, meeting, Paginator(found, PAGE).get_page(1), search=form)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def tick(request, session, pk, seat):
    """Save the ticks of one person; the answer says what is stored. A mark that was received before changes nothing."""
    meeting = meeting_or_404(request.user, session, pk)
    get_object_or_404(meeting.session.seats.expected(), pk=seat)
    is_present = str(seat) in request.POST.getlist("present")
    sent = sightings.one(request.POST.get("mark_id"), seat, is_present, request.POST.get("at"))
    refusal = "" if sent and not marks.unknown([sent]) else _save_tick(request, meeting, seat, is_present, sent)
    if request.headers.get("HX-Request") != "true":
        if refusal:
            messages.error(request, refusal)
        return redirect("trainings:attendance-mark", session=session, pk=pk)
    row = _list(meeting).filter(pk=seat).first()  # none once a double seat was released
    context = {"seat": row, "refusal": refusal, "is_answer": True, "present": _present(meeting)}
    return render(request, "trainings/attendance/_saved.html", context)


def _save_tick(request, meeting, seat, is_present, sent):
    """Why it was refused, in words."""
    try:
        refused = attendance.mark(
            meeting,
            [seat] if is_present else [],
            by=request.user,
            unticked=set() if is_present else {seat},
            sightings=[sightings.within(sent, meeting.door_opens_at, now())] if sent else (),
            reason=request.POST.get("reason", "").strip(),
            **_cards(request, {seat}),
        )
    except ValidationError as error:
        return refusals.in_words(error)
    return " ".join(refused)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def receive_kept(request, session, pk):
    """Marks that waited in the page of this very officer: ids and times, nothing else."""
    meeting = meeting_or_404(request.user, session, pk)
    kept = sightings.parse(request.POST.get("marks", ""))
    try:
        new = receiving.receive(meeting, kept, by=request.user, source=Mark.Source.KEPT, reason=SENT_LATER)
    except ValidationError as error:
        return JsonResponse({"refusal": refusals.in_words(error)}, status=409)
    if new:
        messages.success(request, f"{angka(new)} tanda yang tersimpan di HP ini sudah terkirim.")
    return JsonResponse({"new": new})


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def settle_contradiction(request, session, pk, seat):
    meeting = meeting_or_404(request.user, session, pk)
    seat = get_object_or_404(meeting.session.seats.expected(), pk=seat)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        with refusals.as_message(request):
            receiving.settle(meeting, seat, by=request.user, **form.cleaned_data)
            messages.success(request, f"{seat.participant.name}: sudah diputuskan.")
    else:
        messages.error(request, receiving.DECIDED)
    return redirect("trainings:attendance-mark", session=session, pk=pk)


@permission_required(PERMISSION, raise_exception=True)
def show_result(request, session, pk):
    meeting = meeting_or_404(request.user, session, pk)
    counts = _list(meeting).aggregate(
        present=Count("pk", filter=Q(is_present=True)),
        missing=Count("pk", filter=Q(is_present=False)),
        unchecked=Count("pk", filter=Q(is_present=True, is_checked=False)),
        complete=Count("pk", filter=Q(state=Seat.State.ATTENDED)),
    )
    late = meeting.attendances.standing().late_entries().count()
    context = {"meeting": meeting, "session": meeting.session, "late": late, **counts}
    return render(request, "trainings/attendance/done.html", context)


def _meetings(user):
    hosted = Session.objects.visible_to(user, PERMISSION).published()
    return Meeting.objects.filter(session__in=hosted).select_related("session__venue")


def meeting_or_404(user, session, pk):
    return get_object_or_404(_meetings(user), pk=pk, session=session)


def _list(meeting):
    """Seats that are expected, by name, each with is_present and is_checked."""
    present = Attendance.objects.standing().filter(seat=OuterRef("pk"), meeting=meeting)
    late = present.late_entries()
    checked = IdentityCheck.objects.standing().filter(participant=OuterRef("participant"))
    seats = meeting.session.seats.expected().select_related("participant")
    seats = seats.annotate(is_present=Exists(present), is_checked=Exists(checked), is_late=Exists(late))
    return seats.order_by("participant__name_key", "pk")


def _present(meeting):
    return meeting.attendances.standing().filter(seat__state__in=Seat.EXPECTED).count()


def _save(request, meeting):
    present = _numbers(request, "present")
    unticked = set(_numbers(request, "shown_present")) - set(present)
    refused = attendance.mark(
        meeting,
        present,
        by=request.user,
        unticked=unticked,
        reason=request.POST.get("reason", "").strip(),
        **_cards(request, present),
    )
    for refusal in refused:
        messages.error(request, refusal)


def _cards(request, seats):
    """Whose card was seen, and who showed the number of their registration too."""
    if not _may_check(request.user):
        return {}
    shown = set(seats) & set(_numbers(request, "checked_shown"))
    return {"identity_checked": shown | set(seats) & set(_numbers(request, "checked")), "number_shown": shown}


def _keep_ticks(request, page):
    """After a refusal what was ticked stays ticked."""
    ticked, checked, shown = (set(_numbers(request, name)) for name in ("present", "checked", "checked_shown"))
    for seat in page:
        seat.is_ticked, seat.is_card_ticked = seat.pk in ticked, seat.pk in checked
        seat.is_shown_ticked = seat.pk in shown


def _next(request, meeting):
    args = [meeting.session_id, meeting.pk]
    if number := row_number(request.POST.get("ke")):
        return f"{reverse('trainings:attendance-mark', args=args)}?halaman={number}"
    return reverse("trainings:attendance-done", args=args)


def _draw(request, meeting, page, search=None):
    for seat in page:
        if not hasattr(seat, "is_ticked"):
            seat.is_ticked, seat.is_card_ticked = seat.is_present, False
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "crumbs": crumbs(("Catat kehadiran", "trainings:attendance-list"), here=meeting.session.title),
        "page": page,
        "search": search or SearchForm(),
        "is_search": search is not None,
        "present": _present(meeting),
        "contradictions": marks.contradictions(meeting),
        "asks_reason": meeting.may_be_marked and not meeting.is_today,
        "typed_reason": request.POST.get("reason", ""),
        "expected": page.paginator.count if search is None else meeting.session.seats.expected().count(),
        "may_check": _may_check(request.user),
        "asks_number": _may_check(request.user) and any(seat.participant.is_waiting for seat in page),
    }
    return render(request, "trainings/attendance/mark.html", context)


def _numbers(request, name):
    return [number for text in request.POST.getlist(name) if (number := row_number(text))]


def _may_check(user):
    return user.has_perm("identity_checks.check_identity")
