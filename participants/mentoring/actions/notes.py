"""Mentor and participant: who is given to whom, that they met, and what follows from it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import versions
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog, RoleAssignment, User
from okoce.accounts.roles import Role
from okoce.clock import today
from okoce.formats import tanggal
from okoce.masking import blank_nik
from okoce.notifications.sending import notify
from participants.journey.actions import evidence as records
from participants.mentoring.actions import notices
from participants.mentoring.models import MentorAssignment, MentoringNote
from participants.mentoring.models.handovers import ASSIGN
from participants.mentoring.models.notes import WRITE
from participants.people import act_days

NOT_YET = "Tanggal pertemuan belum tiba; isi hari ini atau sebelumnya."
NOTE_FIELDS = ("met_on", "kind", "minutes", "topics", "text", "readers", "next_step", "next_step_due_on")
NOTE_FIELDS += ("next_visit_on",)
UNSAID = {"readers": MentoringNote.Readers.PAIR, "next_visit_on": None}  # where a form does not ask


def mentors_for(user):
    """Active mentors of the area where this user may assign."""
    held = RoleAssignment.objects.active().visible_to(user, ASSIGN).filter(role=Role.MENTOR)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name_key", "pk")


def registrar_of(participant, mentors):
    """Return the one of these mentors who registered somebody that has no mentor yet; None otherwise."""
    if participant.mentor_id or not participant.registered_by_id:
        return None
    return mentors.filter(pk=participant.registered_by_id).first()


@transaction.atomic
def assign(participant, mentor, *, by, version=None, since_on=None, notifies=True):
    """Give a participant to a mentor, or to nobody; the one who is already there stays without a new row.

    `since_on` is from when, where a list says it. Who writes many notifies them at once, and does without `notifies`.
    Returns the person as stored. Raises `ValidationError` for what may not be, and `versions.Changed` where somebody
    else gave them to another mentor since the form was made.
    """
    locked = records.lock_person(participant.pk)
    if not locked.allows(by, ASSIGN):
        raise ValidationError("Peserta ini di luar wilayah tugas Anda; minta petugas Sudin menunjuk pendamping.")
    if mentor and locked.belongs_to(mentor):
        raise ValidationError("Tidak ada yang mendampingi diri sendiri; pilih pendamping lain.")
    if mentor and not mentors_for(by).filter(pk=mentor.pk).exists():
        raise ValidationError("Orang ini bukan pendamping di wilayah Anda; pilih pendamping dari daftar.")
    if not versions.changes(locked, {"mentor": mentor}, version):
        return locked
    locked.mentor = mentor
    locked.save(update_fields=["mentor"])
    made = MentorAssignment.objects.create(participant=locked, mentor=mentor, assigned_by=by, since_on=since_on)
    access_log.record(by, AccessLog.Act.CHANGE, locked)
    if notifies:
        _tell(made)
    return locked


@transaction.atomic
def record(participant, *, by, **values):
    """Keep a meeting and return its note. Raises `ValidationError` for what may not be."""
    locked = records.lock_person(participant.pk)
    if not locked.allows(by, WRITE):
        raise ValidationError("Peserta ini tidak lagi Anda dampingi; buka daftar dampingan Anda.")
    if locked.belongs_to(by):
        raise ValidationError("Pendampingan diri sendiri tidak dicatat; minta pendamping lain.")
    values = _checked(_cleaned(UNSAID | values), locked)
    note = MentoringNote.objects.create(participant=locked, mentor=by, **values)
    if note.next_step:
        notices.confirm_step(note)
    records.apply_evidence_change(locked, by=by)
    return note


@transaction.atomic
def correct(note, *, by, version=None, **values):
    """The writer sets a fresh note right; after a day it stands, and only additions are written.

    What the note said before is kept. Returns the note as stored. Raises `ValidationError` for what may not be, and
    `versions.Changed` where it was changed since the form was made, in another window.
    """
    note = _own(note, by)
    if not note.is_correctable:
        raise ValidationError("Catatan ini lebih tua dari 24 jam; tulis tambahan di bawahnya.")
    values = {name: getattr(note, name) for name in UNSAID} | values
    changes = versions.changes(note, _cleaned(values), version)
    values = _checked({name: getattr(note, name) for name in NOTE_FIELDS} | changes, note.participant)
    if note.next_step_done_on and not values["next_step"]:
        raise ValidationError({"next_step": "Langkah ini sudah ditandai selesai; jangan kosongkan."})
    if note.next_step_done_on and note.next_step_done_on < values["met_on"]:
        raise ValidationError({"met_on": "Tanggal ini sesudah langkah berikutnya selesai; periksa tanggalnya."})
    if not changes:
        return note
    if {"text", "next_step"} & changes.keys():
        note.wordings.create(text=note.text, next_step=note.next_step, readers=note.readers)
    for name, value in changes.items():
        setattr(note, name, value)
    note.save(update_fields=changes)
    records.apply_evidence_change(note.participant, by=by, reason="Catatan pendampingan dibetulkan.")
    return note


@transaction.atomic
def append(note, *, by, text):
    """Add to a note that can no longer be changed, and return what was added.

    Raise `ValidationError` while the note can still be corrected, and for a voided one.
    """
    note = _own(note, by)
    access_log.record(by, AccessLog.Act.CHANGE, note.participant)
    return note.additions.create(text=blank_nik(text))


@transaction.atomic
def finish(note, *, by, on):
    """The next step was done that day; the mentor of today says so, even if another agreed on it.

    Raise `ValidationError` when no step is open, or the day cannot be.
    """
    note = _locked(note)
    if not note.participant.allows(by, WRITE):
        raise ValidationError("Peserta ini tidak lagi Anda dampingi; buka daftar dampingan Anda.")
    if note.next_step_done_on == on:
        return note
    if note.next_step_done_on:
        raise ValidationError({"on": f"Langkah ini sudah ditandai selesai pada {tanggal(note.next_step_done_on)}."})
    if not note.has_open_step:
        raise ValidationError("Catatan ini tidak punya langkah berikut yang masih terbuka.")
    if not note.met_on <= on <= today():
        raise ValidationError({"on": "Isi tanggal antara pertemuan itu dan hari ini."})
    note.next_step_done_on = on
    note.save(update_fields=["next_step_done_on"])
    records.apply_evidence_change(note.participant, by=by)
    return note


@transaction.atomic
def void(note, *, by, reason):
    """Take a note back, with the reason; the stages that stood on it fall, the row stays.

    Raise `ValidationError` when it was taken back before.
    """
    note = _own(note, by)
    records.mark_void(note, by=by, reason=reason)
    records.apply_evidence_change(note.participant, by=by, reason="Catatan pendampingan dibatalkan pendampingnya.")
    return note


def _own(note, by):
    """The note as it is now, if this user wrote it, still mentors the person, and has not taken it back."""
    note = _locked(note)
    if not (note.is_by(by) and note.participant.allows(by, WRITE)):
        raise ValidationError("Catatan ini bukan tulisan Anda; hanya penulisnya yang boleh mengubah.")
    if note.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan.")
    return note


def _locked(note):
    """The person first, as everywhere: two acts on one person wait for each other in the same order."""
    records.lock_person(note.participant_id)
    return MentoringNote.objects.select_related("participant").get(pk=note.pk)


def _cleaned(values):
    values = {name: values[name] for name in NOTE_FIELDS}
    return values | {name: blank_nik(values[name]) for name in ("text", "next_step")}


def _checked(values, person):
    if values["met_on"] > today():
        raise ValidationError({"met_on": NOT_YET})
    if too_early := act_days.before_registration(person, values["met_on"]):
        raise ValidationError({"met_on": too_early})
    if values["next_step_due_on"] and not values["next_step"]:
        raise ValidationError({"next_step": "Tulis langkahnya, atau kosongkan tanggalnya."})
    if values["next_step_due_on"] and values["next_step_due_on"] < values["met_on"]:
        raise ValidationError({"next_step_due_on": "Tanggal ini sebelum pertemuannya; pilih hari sesudahnya."})
    if values["next_step_due_on"] and (too_far := act_days.too_far(values["next_step_due_on"], today=today())):
        raise ValidationError({"next_step_due_on": too_far})
    if visit := values["next_visit_on"]:
        if visit < values["met_on"]:
            raise ValidationError({"next_visit_on": "Janji ini sebelum pertemuannya; pilih hari sesudahnya."})
        if too_far := act_days.too_far(visit, today=today()):
            raise ValidationError({"next_visit_on": too_far})
    return values


def _tell(assignment):
    """No name in the message to the mentor: it also leaves by e-mail."""
    person, mentor = assignment.participant, assignment.mentor
    if mentor is None:
        return
    notify(
        mentor,
        "mentee_assigned",
        key=f"mentee_assigned:{assignment.pk}",
        subject="Peserta dampingan baru",
        body="Seorang peserta kini Anda dampingi. Buka halamannya untuk membuat janji bertemu.",
        url=f"/pendampingan/{person.pk}/",
    )
    notices.notify_mentees([assignment])
