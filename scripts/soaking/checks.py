"""What must be true when the clicking is over, each as (sentence, what contradicts it)."""

from collections import Counter

from django.db.models import Count

from okoce.jobs.models import Job
from okoce.notifications.models import Message
from participants.imports.models import Import
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from reports.papers.models import Report
from scripts.soaking.disturbance import MARKS, children


def all_checks(tally, disturbance, soak):
    yield "no page failed and no connection was refused", tally.faults
    yield (
        "every kill was made and the process started again",
        [
            *disturbance.kills,
            *(set(MARKS) - set(children(disturbance.supervisor))),
        ],
    )
    broken = len(list((soak.var / "queue/broken").iterdir()))
    yield (
        "every broken message was set aside",
        [] if broken == disturbance.dropped else [f"{broken} of {disturbance.dropped}"],
    )
    # The sample has one that failed and was seen.
    unfinished = Job.objects.exclude(state=Job.State.DONE).exclude(state=Job.State.FAILED, seen_at__isnull=False)
    yield (
        "every job is done",
        list(unfinished.values_list("name", "state", "attempts", "error")),
    )
    marks = Counter(Message.objects.filter(kind="uji").values_list("subject", flat=True))
    yield "every job took effect once", _other_than_once(soak.marks, marks)
    yield "every report that was pressed is there", list(Report.objects.filter(ready_at=None).values_list("pk"))
    streets = Counter(Participant.objects.filter(street__startswith="Jalan Meja ").values_list("street", flat=True))
    yield "everybody registered at the desk is there once", _other_than_once(soak.registered, streets)
    texts = Counter(MentoringNote.objects.filter(text__startswith="Rendaman ").values_list("text", flat=True))
    yield "every note is there once", _other_than_once(soak.notes, texts)
    yield "everybody of a list that was written is there once", _lists(soak.uploaded)
    yield "somebody did each thing", [
        name for name in ("pages", "people registered", "lists confirmed", "reports pressed", "notes", "seats booked")
        if not tally.counts[name]
    ]  # fmt: skip


def _other_than_once(expected, found):
    return [f"{name}: {found[name]} times" for name in expected if found[name] != 1]


def _lists(uploaded):
    """A list that Sudin had written is there whole; nobody of any list is there twice."""
    people = Participant.objects.filter(street__startswith="Jalan Daftar ")
    twice = people.values("street").annotate(times=Count("pk")).filter(times__gt=1)
    wrong = [f"{row['street']}: {row['times']} times" for row in twice]
    written = Import.objects.filter(file_name="daftar.csv", state=Import.State.DONE).count()
    there = Counter(people.values_list("street", flat=True))
    whole = sum(all(there[street] for street in streets) for streets in uploaded)
    part = [streets for streets in uploaded if 0 < sum(there[street] for street in streets) < len(streets)]
    return wrong + part + ([] if whole >= written else [f"{whole} lists of {written} written ones"])
