"""What trainings saw of people: the meetings they attended, and the modules taught there."""

from collections import Counter, defaultdict

from okoce.clock import wib_day
from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.facts import Fact
from trainings.models import Attendance, Meeting, Seat, Session


def facts(participant_ids):
    """One fact per attended meeting and module of its session; `amount` counts this person's meetings up to it."""
    rows = (
        Attendance.objects.standing()
        .filter(seat__participant__in=participant_ids)
        .exclude(seat__state=Seat.State.RELEASED)
        .exclude(meeting__session__state=Session.State.CANCELLED)
        .order_by("meeting__starts_at", "pk")
        .values_list("pk", "seat__participant_id", "meeting__session_id", "meeting__starts_at")
    )
    rows = list(rows)
    sessions = {session for _, _, session, _ in rows}
    modules, planned, attended = _modules(sessions), _planned(sessions), Counter()
    for pk, person, session, starts_at in rows:
        attended[person, session] += 1
        for code in modules[session]:
            yield Fact(
                person,
                Stage.TRAINING,
                "module_attended",
                wib_day(starts_at),
                f"attendance:{pk}",
                key=code,
                amount=attended[person, session],
                whole=planned[session],
            )


def words(refs):
    numbers = [ref.removeprefix("attendance:") for ref in refs if ref.startswith("attendance:")]
    if not numbers:
        return {}
    rows = Attendance.objects.filter(pk__in=numbers).select_related("meeting__session__kecamatan")
    return {f"attendance:{row.pk}": _in_words(row.meeting) for row in rows}


def _in_words(meeting):
    session = meeting.session
    return f"Hadir di sesi “{session.title}” di {session.kecamatan.name}, {tanggal(meeting.starts_at)}"


def _modules(sessions):
    found = defaultdict(list)
    rows = Session.modules.through.objects.filter(session__in=sessions).order_by("session_id", "module__code")
    for session, code in rows.values_list("session_id", "module__code"):
        found[session].append(code)
    return found


def _planned(sessions):
    return Counter(Meeting.objects.filter(session__in=sessions).values_list("session_id", flat=True))
