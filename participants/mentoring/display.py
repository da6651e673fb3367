"""Notes and mentors as lines for pages: each with what its reader may see, and nothing more."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse

from okoce.clock import today, wib_day
from okoce.formats import tanggal
from okoce.programme import memory
from okoce.regions import places
from participants.finances import panels as finances
from participants.mentoring import mentor_cards, note_readers, now_card
from participants.mentoring.models import MentorQuestion
from participants.mentoring.models.notes import OPENS_AFTER, WRITE, MentoringNote
from participants.people import display as people_shown
from participants.permits import panels as permits

NEWEST = 100
OWN_SHOWN, OWN_QUESTIONS = 3, 20
PRESENT = {"mentoring_note": MentoringNote.objects.standing()}
SHOWN_TO_OWNER = ("participant", "mentor__name", "met_on", "kind", "topics", "readers")
SHOWN_TO_OWNER += ("voided_at", "next_step", "next_step_due_on", "next_step_done_on", "next_visit_on")


class Contact(NamedTuple):
    """One of a mentor's people: address of the page, and what a mentor chooses by."""

    url: str
    name: str
    business: str
    due_on: date | None
    last_met_on: date | None


def facts(person):
    """What a mentor needs at hand before a meeting."""
    home = ", ".join([person.street, places.line(person.kelurahan_id)])
    return [
        {"label": "Alamat", "value": home},
        *people_shown.business(person),
    ]


def notes(person, *, seen_by):
    """For templates/participants/mentoring/_notes.html, the latest meeting first."""
    rows = person.mentoring_notes.visible_to(seen_by).select_related("mentor", "participant")
    is_mentor = person.allows(seen_by, WRITE)
    return [_note(row, seen_by, is_mentor) for row in rows.prefetch_related("additions", "wordings")[:NEWEST]]


def mentors(person):
    """Who was mentor and since when, the latest first, for parts/_timeline.html."""
    rows = person.mentor_assignments.select_related("mentor", "assigned_by")
    return [
        {
            "when": tanggal(row.since_on or wib_day(row.assigned_at)),
            "title": row.mentor.name if row.mentor else "Tanpa pendamping",
            "text": f"Ditunjuk {row.assigned_by.name}" if row.assigned_by else "",
            "state": "done" if row.mentor else "lost",
        }
        for row in rows
    ]


def who_reads(person):
    """Who reads the text of a note on this person: the same sentence on every page."""
    return note_readers.sentence(memory.year_of(person.programme_year_id))


def panel(person, present):
    """On the participant's own page: who the mentor is, that they met and what was agreed."""
    if not (person.mentor or "mentoring_note" in present):
        return None
    met = []
    if "mentoring_note" in present:
        met = list(person.mentoring_notes.standing().select_related("mentor").only(*SHOWN_TO_OWNER)[:20])
    return {
        "template": "participants/mentoring/_own.html",
        "context": {
            "notes": met[:OWN_SHOWN],
            "card": mentor_cards.of_participant(person, notes=met),
            "number": person.registration_number,
            "who_reads": who_reads(person),
        },
        "now": [now_card.of_participant(met, today())],
    }


def own_page(person):
    """For own.html: the card, what was asked, every meeting, with the texts that the participant may read."""
    met = person.mentoring_notes.standing().select_related("mentor").prefetch_related("additions")
    met = list(met[:NEWEST])
    card = mentor_cards.of_participant(person, notes=met)
    return {
        "card": card,
        "may_ask": card is not None and card["is_working"],
        "questions": list(person.mentor_questions.select_related("answered_by")[:OWN_QUESTIONS]),
        "notes": [_own_note(note) for note in met],
        "who_reads": who_reads(person),
    }


def _own_note(note):
    is_open, has_text = note.is_open_to_participant, bool(note.text)
    return {
        "pk": note.pk,
        "met_on": note.met_on,
        "what": f"{note.get_kind_display()}, {note.minutes} menit",
        "topics": note.topics_in_words,
        "mentor": note.mentor.name,
        "next_step": note.next_step,
        "due_on": note.next_step_due_on,
        "done_on": note.next_step_done_on,
        "is_shared": note.is_shared,
        "text": note.text if is_open else "",
        "additions": list(note.additions.all()) if is_open else [],
        "asks": has_text and not is_open and note.asked_for_at is None,
        "opens_at": note.opens_at if has_text and not is_open else None,
    }


def waiting_for(mentor):
    """For the mentor's desk: who waits for an answer, and whose note was asked for."""
    asked = MentorQuestion.objects.answerable_by(mentor).waiting()
    notes = MentoringNote.objects.of_mentees(mentor).asked_for()
    rows = notes.values("participant_id", "participant__name", "met_on", "asked_for_at")[:OWN_QUESTIONS]
    return {
        "questions": list(asked.values("pk", "participant__name", "asked_at")[:OWN_QUESTIONS]),
        "asked_notes": [row | {"opens_at": row["asked_for_at"] + OPENS_AFTER} for row in rows],
    }


def contacts(people):
    """Return people of `with_contacts` as rows of parts/_contact_rows.html."""
    here = reverse("participants:mentoring-list")
    return [
        Contact(
            f"{here}{row['pk']}/",
            row["name"],
            row["business__name"] or row["business__trade"] or "usaha belum diisi",
            row["due_on"],
            row["last_met_on"],
        )
        for row in people
    ]


def answered(person):
    """What is true after an answer: it is on the page, and who has no log-in has to hear it otherwise."""
    if person.user_id:
        return "Jawaban disimpan dan tampil di halaman peserta."
    return "Jawaban disimpan. Peserta ini tidak punya akun, jadi sampaikan juga jawabannya lewat telepon."


def evidence_panels(person, *, user):
    """Return the panels of licences and money for a page of staff, as far as their role goes."""
    panels = [permits.for_staff(person, user=user), finances.for_staff(person, user=user)]
    return [panel for panel in panels if panel]


def _note(note, user, is_mentor):
    is_own, stands = note.is_by(user), note.voided_at is None
    shown = {
        "pk": note.pk,
        "met_on": note.met_on,
        "kind": note.get_kind_display(),
        "minutes": note.minutes,
        "topics": note.topics_in_words,
        "mentor": note.mentor.name,
        "is_shared": note.is_shared,
        "voided": not stands,
        "void_reason": note.void_reason if is_own else "",
        "corrects": is_mentor and is_own and note.is_correctable,
        "appends": is_mentor and is_own and stands and not note.is_correctable,
        "voids": is_mentor and is_own and stands,
    }
    if is_mentor:
        shown |= {
            "next_step": note.next_step,
            "due_on": note.next_step_due_on,
            "done_on": note.next_step_done_on,
            "finishes": note.has_open_step,
            "is_due": note.is_due,
            "next_visit_on": note.planned_visit_on,
            "opens_at": None if note.is_open_to_participant else note.opens_at,
        }
    shown["has_acts"] = any(shown.get(act) for act in ("corrects", "appends", "voids", "finishes"))
    if note.may_be_read_by(user):
        shown |= {"text": note.text, "additions": list(note.additions.all())}
        shown["wordings"] = [_wording(row, is_mentor) for row in note.wordings.all() if row.may_be_read_by(user)]
    return shown


def _wording(wording, is_mentor):
    """What a note said before; the step as it was only for who reads the steps."""
    return {
        "replaced_at": wording.replaced_at,
        "text": wording.text,
        "next_step": wording.next_step if is_mentor else "",
    }
