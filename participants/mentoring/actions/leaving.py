"""The mentor of somebody who moved to another kecamatan: ends, and is given back where the move is."""

from okoce.accounts.models import RoleAssignment
from okoce.notifications.sending import notify
from participants.mentoring.actions import notices
from participants.mentoring.models import MentorAssignment


def end_by_move(person, *, by):
    """Take a locked person from a mentor who does not hold the role where they live now; return whether it ended.

    Another mentor is assigned there as for everybody without one.
    """
    mentor = person.mentor
    if mentor is None or _works_in(mentor, person.kecamatan_id):
        return False
    made = _write(person, None, by=by)
    notify(
        mentor,
        "mentee_moved",
        key=f"mentee_moved:{made.pk}",
        subject="Peserta dampingan pindah kecamatan",
        body=f"Peserta nomor {person.registration_number} pindah ke kecamatan lain dan tidak lagi Anda dampingi.",
        url="/pendampingan/",
    )
    return True


def return_to(person, mentor, *, by):
    """Give a locked person without a mentor back to the one they had, if that one still works where they live."""
    if mentor is None or person.mentor_id or not _works_in(mentor, person.kecamatan_id):
        return
    notices.notify_mentees([_write(person, mentor, by=by)])
    notify(
        mentor,
        "mentee_moved_back",
        key=f"mentee_moved_back:{person.pk}:{person.mentor_assignments.count()}",
        subject="Peserta dampingan kembali",
        body=f"Peserta nomor {person.registration_number} tidak jadi pindah dan kembali Anda dampingi.",
        url=f"/pendampingan/{person.pk}/",
    )


def _works_in(mentor, kecamatan_id):
    held = RoleAssignment.objects.of_mentor(mentor.pk).filter(region=kecamatan_id)
    return mentor.is_active and held.exists()


def _write(person, mentor, *, by):
    person.mentor = mentor
    person.save(update_fields=["mentor"])
    return MentorAssignment.objects.create(participant=person, mentor=mentor, assigned_by=by)
