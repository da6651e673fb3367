"""The people of a mentor who no longer is one: found, handed over to another mentor, and handed back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.formats import angka
from okoce.notifications.sending import notify
from okoce.reference.memory import look_again
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.actions import notices
from participants.mentoring.models import MentorAssignment, MentorHandover
from participants.mentoring.models.handovers import ASSIGN
from participants.people.models import Participant

MOST = 200  # people in one act: each is locked and gets a message
NOBODY = "Tidak ada peserta yang diserahkan; muat ulang halaman ini, mungkin sudah diserahkan rekan Anda."
NOT_A_MENTOR = "Orang ini bukan pendamping di wilayah Anda; pilih pendamping dari daftar."
UNDONE = "Serah terima ini sudah dikembalikan."
NOBODY_BACK = "Tidak ada yang bisa dikembalikan: semua pesertanya sudah punya pendamping lain."


def waiting_for(user):
    """Return the people this user may give to another mentor because theirs no longer is one."""
    return Participant.objects.supervised_by(user, ASSIGN).without_working_mentor()


def counted_by_mentor(user):
    """Return [{"mentor": id of a former mentor, "people": how many wait}], as a QuerySet, the most first."""
    return waiting_for(user).order_by().values("mentor").annotate(people=Count("*")).order_by("-people", "mentor")


@transaction.atomic
def reassign(former, mentor, *, by, people=None):
    """Give people of a former mentor to another: those of these ids, or all of them, MOST in one act.

    Returns the MentorHandover. Somebody who got a mentor meanwhile, and the new mentor's own record, stay out. Raises
    `ValidationError` when the other is no mentor in the area of `by`, and when nobody is left to hand over.
    """
    if not mentoring.mentors_for(by).filter(pk=mentor.pk).exists():
        raise ValidationError(NOT_A_MENTOR)
    look_again()  # at who works as a mentor
    waiting = waiting_for(by).filter(mentor=former)
    if people is not None:
        waiting = waiting.filter(pk__in=people)
    waiting = waiting.not_owned_by(mentor).select_related("user").defer("nik_sealed")
    locked = list(waiting.order_by("pk").select_for_update(of=("self",), no_key=True)[:MOST])
    if not locked:
        raise ValidationError(NOBODY)
    made = MentorHandover.objects.create(from_mentor=former, to_mentor=mentor, handed_by=by)
    assigned = _give(locked, mentor, handover=made, by=by)
    notify(
        mentor,
        "mentees_handed_over",
        key=f"mentees_handed_over:{made.pk}",
        subject="Peserta dampingan baru",
        body=f"{angka(len(locked))} peserta kini Anda dampingi. Buka daftarnya untuk membuat janji bertemu.",
        url="/pendampingan/",
    )
    notices.notify_mentees(assigned)
    return made


@transaction.atomic
def undo(handover, *, by):
    """Hand back those who are still with the new mentor: they wait for another mentor again.

    Returns how many. Raises `ValidationError` when it was undone before, or when nobody is left to hand back.
    """
    handover = MentorHandover.objects.select_for_update().get(pk=handover.pk)
    if handover.undone_at:
        raise ValidationError(UNDONE)
    handed = Participant.objects.supervised_by(by, ASSIGN).filter(
        pk__in=handover.assignments.values("participant"), mentor=handover.to_mentor_id
    )
    handed = handed.select_related("user").defer("nik_sealed").order_by("pk")
    locked = list(handed.select_for_update(of=("self",), no_key=True))
    if not locked:
        raise ValidationError(NOBODY_BACK)
    notices.notify_taken_back(_give(locked, handover.from_mentor, handover=None, by=by))
    notify(
        handover.to_mentor,
        "mentees_handed_back",
        key=f"mentees_handed_back:{handover.pk}",
        subject="Peserta dampingan dikembalikan",
        body=f"{angka(len(locked))} peserta tidak jadi Anda dampingi.",
        url="/pendampingan/",
    )
    handover.undone_at, handover.undone_by = now(), by
    handover.save(update_fields=["undone_at", "undone_by"])
    return len(locked)


def _give(people, mentor, *, handover, by):
    """Write the mentor on locked people, with who did it. Returns the assignments, each with its participant."""
    ids = [person.pk for person in people]
    Participant.objects.filter(pk__in=ids).update(mentor=mentor)
    made = MentorAssignment.objects.bulk_create(
        [MentorAssignment(participant=p, mentor=mentor, assigned_by=by, handover=handover) for p in people]
    )
    access_log.record_many(by, AccessLog.Act.CHANGE, Participant, ids)
    return made
