"""What figures are counted from: rows of facts as of a day, each with where it counts.

Rows of a figure are a QuerySet with these annotations: `part`, which figure of several a row belongs to; `place`, the
kecamatan where the fact counts; `home`, where its person is counted once; `person`, the id of the person, or None;
`day`, the day it is true for; and `worth`, what it adds up to. Of figures from tallies they have `kelurahan_code` too.
"""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from okoce.clock import WIB, day_starts_at
from participants.people.models import Residence

NOTHING = Value(0, output_field=BigIntegerField())


def day_of(instant):
    """The Jakarta day of a column with an instant."""
    return TruncDate(instant, tzinfo=WIB)


def end_of(day):
    """The first instant after a Jakarta day."""
    return day_starts_at(day + timedelta(days=1))


def registered(year, on, person="participant"):
    """A condition: the person stands in the register of a year by the end of a day. "" for Participant itself."""
    prefix = f"{person}__" if person else ""
    return Q(**{f"{prefix}programme_year": year, f"{prefix}registered_at__lt": end_of(on)})


def home_on(day, person="participant", *, kelurahan=False):
    """The kecamatan where a person lived on a day: that of the newest residence not after it, else of the first."""
    prefix, key = (f"{person}__", f"{person}_id") if person else ("", "pk")
    column, own = ("kelurahan_id", "kelurahan_id") if kelurahan else ("kelurahan__parent_id", "kecamatan_id")
    homes = Residence.objects.filter(participant=OuterRef(key))
    until = homes.filter(since_on__lte=day).order_by("-since_on", "-id").values(column)[:1]
    first = homes.order_by("since_on", "id").values(column)[:1]
    return Coalesce(Subquery(until), Subquery(first), F(f"{prefix}{own}"), output_field=CharField())


def of_people(rows, on, *, day, part, person="participant", worth=NOTHING):
    """The rows with their annotations, where each is about a person: it counts where they lived on its day.

    A person is counted once where they lived on the day that is asked for.
    """
    key = f"{person}_id" if person else "pk"
    return rows.annotate(
        part=part,
        day=day,
        worth=worth,
        person=F(key),
        place=home_on(OuterRef("day"), person),
        home=home_on(on, person),
    )
