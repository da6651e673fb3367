"""Sessions and their meetings on the card "Sekarang"."""

from datetime import timedelta

from django.urls import reverse

from okoce.formats import angka, hari, pukul, rentang
from okoce.now_card import Fact, Link, Now, Urgency
from okoce.regions import places


def of_meetings(meetings, at):
    """Return what the meetings of this day ask of their hosts; nothing of those that ended."""
    return [_of_meeting(meeting, at) for meeting in meetings if meeting.ends_at > at]


def _of_meeting(meeting, at):
    session, keys = meeting.session, [meeting.session.pk, meeting.pk]
    facts = (
        Fact("map-pin", f"{session.venue}, {places.named(session.kecamatan_id)}"),
        Fact("people", f"{angka(session.seats_taken)} dari {angka(session.capacity)} kursi terisi"),
    )
    button = Link("Catat kehadiran", reverse("trainings:attendance-mark", args=keys))
    links = (Link("Daftar kertas", reverse("trainings:attendance-paper", args=keys)),)
    if meeting.starts_at <= at:
        sentence = f"“{session.title}” sedang berlangsung sampai {pukul(meeting.ends_at)}"
        return Now(Urgency.RUNNING, sentence, facts, button, links)
    sentence = f"“{session.title}” hari ini {pukul(meeting.starts_at)}"
    return Now(Urgency.TODAY, sentence, facts, button, links)


def next_session(sessions):
    """Return the first session that comes, for who has nothing waiting; None without one."""
    for session in sessions[:1]:
        text = f"Pelatihan berikutnya {rentang(session.starts_at, session.ends_at)}: “{session.title}”"
        return Now(Urgency.LATER, text)
    return None


SOON = timedelta(days=3)


def filling(sessions, at):
    """Return what Sudin must do about sessions that come: one that is soon and half empty, or most of them full."""
    for session in sessions:
        if session.starts_at <= at + SOON and session.seats_taken * 2 < session.capacity:
            url = reverse("trainings:sessions-detail", args=[session.pk])
            taken = f"{angka(session.seats_taken)} dari {angka(session.capacity)} kursi terisi"
            facts = (
                Fact("calendar", f"{hari(session.starts_at)}, {pukul(session.starts_at)}"),
                Fact("map-pin", f"{session.venue}, {places.named(session.kecamatan_id)}"),
                Fact("people", taken, is_deadline=True),
            )
            return Now(Urgency.BLOCKS, f"“{session.title}” masih kosong", facts, Link("Isi kursinya", url))
    full = sum(session.is_full for session in sessions)
    if full and full * 2 >= len(sessions):
        text = f"{angka(full)} dari {angka(len(sessions))} pelatihan berikutnya sudah penuh"
        return Now(
            Urgency.BLOCKS, text, (), Link("Jadwalkan pelatihan", reverse("admin:training_sessions_session_add"))
        )
    return None
