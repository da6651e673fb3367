"""Certificates of the invented year: issued for sessions, one revoked, and some whose attendance was taken back."""

from okoce.programme.stages import Stage
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance
from trainings.certificates.actions import certificates
from trainings.certificates.models import Certificate
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

HERE = "31.73.02"
REVOKED = "Nama tertukar dengan peserta lain"
TAKEN_BACK = "Tanda tangan di daftar hadir milik orang lain"


def add(officer, family, ground):
    """Those of a session of the year and of the newest commodity training, and of the first of the family."""
    held = Session.objects.published().filter(kecamatan=HERE, ends_at__lt=ground.now).order_by("-ends_at", "-pk")
    of_year = held.filter(training=None)[1:2]  # those of the newest are still to be issued
    skilled = held.filter(training__kind=TrainingKind.HARD).first()
    for session in filter(None, [*of_year, skilled]):
        certificates.issue_for_session(session, by=officer)
    if skilled:
        _revoke(officer, skilled)
        _take_back(officer, skilled)
    first = family.participants.filter(standings__stage=Stage.TRAINING).first()
    if first:
        certificates.ask_for_own(first, by=family)


def _revoke(officer, session):
    first = session.certificates.filter(kind=Certificate.Kind.SESSION).first()
    if first:
        certificates.revoke(first, by=officer, reason=REVOKED)


def _take_back(officer, session):
    last = Attendance.objects.standing().filter(meeting__session=session).order_by("-pk").first()
    if last:
        attendance.void(last, by=officer, reason=TAKEN_BACK)
