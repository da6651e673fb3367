"""Notes and mentors as lines for pages: each with what its reader may see, and nothing more."""

from okoce.clock import today, wib_day
from okoce.formats import tanggal
from okoce.regions import places
from participants.finances import panels as finances
from participants.mentoring import now_card
from participants.mentoring.models.notes import WRITE
from participants.people import display as people_shown
from participants.permits import panels as permits

NEWEST = 100


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
            "when": tanggal(wib_day(row.assigned_at)),
            "title": row.mentor.name if row.mentor else "Tanpa pendamping",
            "text": f"Ditunjuk {row.assigned_by.name}" if row.assigned_by else "",
            "state": "done" if row.mentor else "lost",
        }
        for row in rows
    ]


def panel(person):
    """On the participant's own page: that they met and what was agreed. The text is asked for, not shown."""
    met = list(person.mentoring_notes.standing().select_related("mentor")[:20])
    if not (met or person.mentor):
        return None
    return {
        "template": "participants/mentoring/_own.html",
        "context": {"notes": met, "mentor": person.mentor.name if person.mentor else ""},
        "now": [now_card.of_participant(met, today())],
    }


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
        "is_shared": note.readers == note.Readers.OFFICE,
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
