"""Former mentors and those who may take their people over, as lines and choices for pages."""

from django.db.models import Count, Max

from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.roles import Role
from okoce.clock import now, wib_day
from okoce.formats import angka, tanggal
from okoce.regions import places
from participants.mentoring.models.handovers import ASSIGN
from participants.people.models import Participant


def former(rows):
    """Return former mentors with name, since when, and how many people wait; `rows` are of counted_by_mentor."""
    ids = [row["mentor"] for row in rows]
    names = dict(User.objects.filter(pk__in=ids).order_by().values_list("pk", "name"))
    since = _ended_on(ids)
    return [
        {
            "pk": row["mentor"],
            "name": names[row["mentor"]],
            "people": row["people"],
            "since": since.get(row["mentor"], "Tanpa peran pendamping"),
        }
        for row in rows
    ]


def since(mentor):
    """Return since when somebody is no mentor any more, in words."""
    return _ended_on([mentor.pk]).get(mentor.pk, "Tanpa peran pendamping")


def mentors(user, *, near):
    """Return grouped choices of mentors to whom a user may give people; those of the kecamatan `near` come first."""
    held = RoleAssignment.objects.active().visible_to(user, ASSIGN).filter(role=Role.MENTOR, user__is_active=True)
    held = list(held.select_related("user").order_by("user__name_key", "user"))
    ids = {row.user_id for row in held}
    load = Participant.objects.filter(mentor__in=ids).order_by().values_list("mentor").annotate(people=Count("*"))
    people = dict(load)
    groups, seen = {True: [], False: []}, set()
    for row in sorted(held, key=lambda row: row.region_id not in near):
        if row.user_id not in seen:
            seen.add(row.user_id)
            label = f"{row.user.name}, {places.named(row.region_id)} ({angka(people.get(row.user_id, 0))} dampingan)"
            groups[row.region_id in near].append((row.user_id, label))
    named = [("Di kecamatan yang sama", groups[True]), ("Kecamatan lain", groups[False])]
    return [(label, choices) for label, choices in named if choices]


def _ended_on(ids):
    ended = RoleAssignment.objects.filter(user__in=ids, role=Role.MENTOR, ends_at__lte=now()).order_by()
    last = ended.values_list("user").annotate(last=Max("ends_at"))
    return {user: f"Tugas berakhir {tanggal(wib_day(at))}" for user, at in last}
