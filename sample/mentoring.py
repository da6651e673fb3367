"""What passes between a mentor and their people: questions, a text that was asked for, visits, seats, registrations."""

import datetime as dt

from okoce.programme.models import KecamatanOffice
from participants.mentoring.models import MentorAssignment, MentoringNote, MentorQuestion
from participants.people.models import Participant
from sample.words import MEETINGS
from trainings.seats.actions import mentees
from trainings.sessions.models import Session

HERE = "31.73.02"
REGISTERED, BOOKED = 3, 4  # people
FOUR_WEEKS = dt.timedelta(days=28)
ASKED = [
    ("Apakah saya perlu stempel untuk mengurus izin rumahan?", "Tidak perlu. Cukup KTP dan nama usahanya.", 6),
    ("Boleh saya titip jual di warung tetangga dulu sebelum punya kemasan?", "", 1),
]


def add(mentor, family, ground):
    """For the mentor and the family of the list of log-ins."""
    _offices()
    if person := family.participants.order_by("pk").filter(mentor__isnull=False).first():
        _bring_together(person, mentor)
        _meet(person, mentor, ground)
        _ask(person, family, mentor, ground)
    _agree_visits(mentor, ground)
    _register(mentor)
    _book(mentor)


def _offices():
    """Invented numbers for Jakarta Barat but its last kecamatan, where none was filled in yet."""
    offices = list(KecamatanOffice.objects.filter(kecamatan__parent="31.73").order_by("kecamatan"))
    for number, office in enumerate(offices[:-1], start=1):
        office.phone, office.address = f"(021) 555-01{number:02d}", f"Jalan Contoh Raya No. {number}"
    KecamatanOffice.objects.bulk_update(offices, ["phone", "address"])


def _bring_together(person, mentor):
    """The two log-ins know each other: the mentor of the list is the mentor of the family's first person."""
    Participant.objects.filter(pk=person.pk).update(mentor=mentor)
    for rows in (MentorAssignment, MentoringNote):
        rows.objects.filter(participant=person).update(mentor=mentor)


def _meet(person, mentor, ground):
    MentoringNote.objects.create(
        participant=person,
        mentor=mentor,
        met_on=ground.today - dt.timedelta(days=6),
        kind=MentoringNote.Kind.VISIT,
        minutes=45,
        topics=[MentoringNote.Topic.PRODUCT, MentoringNote.Topic.SELLING],
        text=MEETINGS[0][0],
        next_step=MEETINGS[0][1],
        next_step_due_on=ground.today + dt.timedelta(days=8),
        recorded_at=ground.now - dt.timedelta(days=6),
    )


def _ask(person, family, mentor, ground):
    """One question answered, one open, and the text of the first meeting asked for this morning."""
    for text, answer, days in ASKED:
        asked_at = ground.now - dt.timedelta(days=days)
        answered = {"answer": answer, "answered_by": mentor, "answered_at": asked_at + dt.timedelta(hours=5)}
        MentorQuestion.objects.create(
            participant=person, asked_by=family, text=text, asked_at=asked_at, **(answered if answer else {})
        )
    if note := person.mentoring_notes.standing().last():
        MentoringNote.objects.filter(pk=note.pk).update(asked_for_at=ground.now - dt.timedelta(hours=4))


def _agree_visits(mentor, ground):
    """The next visit of each mentee who was met in the last four weeks, a few a day from tomorrow on."""
    notes = MentoringNote.objects.written_by(mentor).filter(met_on__gte=ground.today - FOUR_WEEKS)
    newest = {note.participant_id: note for note in notes.order_by("met_on", "pk")}
    for number, note in enumerate(newest.values()):
        note.next_visit_on = ground.today + dt.timedelta(days=1 + number // 3)
    MentoringNote.objects.bulk_update(newest.values(), ["next_visit_on"])


def _register(mentor):
    """People whom the mentor registered, and whose card no officer has checked yet."""
    waiting = Participant.objects.filter(kecamatan=HERE, mentor=None, user=None).waiting_for_identity_check()
    newest = list(waiting.order_by("-registered_at", "-pk").values_list("pk", flat=True)[:REGISTERED])
    Participant.objects.filter(pk__in=newest).update(registered_by=mentor)


def _book(mentor):
    session = Session.objects.bookable().filter(kecamatan=HERE).order_by("starts_at", "pk").first()
    people = mentor.mentees.filter(user=None, seats__session__in=Session.objects.bookable()).values("pk")
    free = mentor.mentees.filter(user=None).exclude(pk__in=people).order_by("-pk")[:BOOKED]
    if session:
        mentees.book_for(session, list(free), by=mentor)
