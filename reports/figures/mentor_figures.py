"""Who has a mentor, how long ago they met, and how many mentors a kecamatan has."""

from datetime import timedelta

from django.db.models import BigIntegerField, Case, DateField, F, OuterRef, Subquery, Value, When

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import day_starts_at
from participants.mentoring.models import MentorAssignment, MentoringNote
from participants.people.models import Participant
from reports.figures.definitions import Figure, Group, Unit
from reports.figures.fact_rows import NOTHING, end_of, home_on, registered

LATELY = timedelta(days=30)
RECENT, LONG_AGO, NEVER, ALL = "baru", "lama", "belum", "semua"


def mentees(year, on):
    """Who had a mentor at the end of a day, by when they last met."""
    given = MentorAssignment.objects.filter(participant=OuterRef("pk"), assigned_at__lt=end_of(on)).order_by("-id")
    met = MentoringNote.objects.standing().filter(participant=OuterRef("pk"), met_on__lte=on).order_by("-met_on")
    rows = Participant.objects.kept().filter(registered(year, on, ""))
    rows = rows.annotate(mentor_then=Subquery(given.values("mentor")[:1]), day=Subquery(met.values("met_on")[:1]))
    met_lately = When(day__gte=on - LATELY, then=Value(RECENT))
    return rows.filter(mentor_then__isnull=False).annotate(
        part=Case(When(day__isnull=True, then=Value(NEVER)), met_lately, default=Value(LONG_AGO)),
        worth=NOTHING,
        person=F("pk"),
        place=home_on(on, ""),
        home=F("place"),
    )


def mentors(_year, on):
    """Roles of mentors that held on a day, each in its kecamatan."""
    rows = RoleAssignment.objects.active(day_starts_at(on)).filter(role=Role.MENTOR)
    return rows.annotate(
        part=Value(ALL),
        day=Value(on, output_field=DateField()),
        worth=NOTHING,
        person=Value(None, output_field=BigIntegerField()),
        place=F("region_id"),
        home=F("region_id"),
    )


def _mentees(key, name, definition, parts):
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=f"{definition} Dihitung di kecamatan tempat tinggalnya pada hari angka ini.",
        unit=Unit.PEOPLE,
        group=Group.MENTORS,
        rows=mentees,
        parts=parts,
        is_cumulative=False,
    )


FIGURES = [
    _mentees("didampingi", "Punya pendamping", "Orang yang punya pendamping.", (RECENT, LONG_AGO, NEVER)),
    _mentees("ditemui_30_hari", "Ditemui dalam 30 hari", "Orang dengan catatan pertemuan dalam 30 hari.", (RECENT,)),
    _mentees("lama_tidak_ditemui", "Lama tidak ditemui", "Orang yang pertemuan terakhirnya lebih lama.", (LONG_AGO,)),
    _mentees("belum_ditemui", "Belum pernah ditemui", "Orang dengan pendamping, tanpa catatan pertemuan.", (NEVER,)),
    Figure(
        key="pendamping",
        version=1,
        name="Pendamping",
        definition="Penugasan pendamping yang berlaku hari itu, di kecamatan penugasannya.",
        unit=Unit.PEOPLE,
        group=Group.MENTORS,
        rows=mentors,
        parts=(ALL,),
        is_cumulative=False,
    ),
]
