"""Steps that mentor and participant agreed, on the card "Sekarang" of both."""

from django.urls import reverse

from okoce.formats import angka, tanggal
from okoce.now_card import Fact, Link, Now, Urgency

SOON = 7  # days


def of_participant(notes, today):
    """Return the step that is due first, of a person's standing notes, or None."""
    steps = [note for note in notes if note.has_open_step and note.next_step_due_on]
    for note in sorted(steps, key=lambda note: note.next_step_due_on)[:1]:
        due, sentence = note.next_step_due_on, f"Janji dengan pendamping: {note.next_step}"
        if (due - today).days > SOON:
            return Now(Urgency.LATER, f"{sentence}, {tanggal(due)}")
        facts = (
            Fact("calendar", f"Paling lambat {tanggal(due)}", is_deadline=due <= today),
            Fact("mentor", f"Disepakati dengan {note.mentor.name} {tanggal(note.met_on)}"),
        )
        urgency = Urgency.TOMORROW if due > today else Urgency.TODAY if due == today else Urgency.OVERDUE
        return Now(urgency, sentence, facts, Link("Lihat pendampingan", "#pendampingan-saya"))
    return None


def of_mentor(steps, today):
    """Return the step to ask for: of today, else the longest overdue, else the next; None without any.

    `steps` are dicts of open steps that have a day, the earliest first.
    """
    waiting = [step for step in steps if step["next_step_due_on"] <= today]
    if not waiting:
        return _later(steps)
    first = next((step for step in waiting if step["next_step_due_on"] == today), waiting[0])
    late = (today - first["next_step_due_on"]).days
    words = f"Paling lambat {tanggal(first['next_step_due_on'])}" + (f", lewat {angka(late)} hari" if late else "")
    facts = [Fact("list", first["next_step"]), Fact("calendar", words, is_deadline=bool(late))]
    if others := len(waiting) - 1:
        facts.append(Fact("people", f"Dan {angka(others)} langkah lain yang sudah waktunya"))
    person = [first["participant_id"]]
    links = (
        Link("Telepon", reverse("participants:mentoring-call", args=person)),
        Link("Tandai selesai", reverse("participants:mentoring-finish", args=[first["pk"]])),
    )
    button = Link("Tulis catatan", reverse("participants:mentoring-write", args=person))
    sentence = f"Tagih langkah {first['participant__name']}"
    return Now(Urgency.OVERDUE if late else Urgency.TODAY, sentence, tuple(facts), button, links)


def _later(steps):
    for step in steps[:1]:
        text = f"Langkah {step['participant__name']} paling lambat {tanggal(step['next_step_due_on'])}"
        return Now(Urgency.LATER, text)
    return None
