"""The rows behind a figure: exactly what it counts, for those who may see people."""

from django.db.models import F, Q, Sum

from okoce.accounts.areas import Area
from okoce.regions import places
from participants.people.models import Participant
from reports.figures import registry
from reports.figures.definitions import Measure


def drill_down(key, year, code, on):
    """Return the rows that a figure counts in a region as of a day, as dicts: pk, person, day, worth and place.

    Of a figure that counts people each person stands once, without the other values. Raise ValueError for one that is
    made of others and has no rows of its own.
    """
    figure = registry.figure(key)
    if figure.rows is None:
        raise ValueError(f"{key} has no rows of its own")
    rows = figure.rows(year, on).filter(part__in=figure.parts)
    if figure.measure == Measure.PEOPLE:
        inside = rows.filter(_inside("home", code)).order_by().values("person")
        return Participant.objects.filter(pk__in=inside).annotate(person=F("pk")).values("pk", "person")
    rows = rows.filter(_inside("kelurahan_code" if code.count(".") > 2 else "place", code))
    return rows.values("pk", "person", "day", "worth", "place")


def size(key, rows):
    """The number that a figure says of these rows: how many there are, or what they add up to."""
    if registry.figure(key).measure == Measure.AMOUNT:
        return rows.aggregate(sum=Sum("worth", default=0))["sum"]
    return rows.count()


def _inside(column, code):
    """A condition on a column of codes: the region itself and what lies in it; whole codes, for an index."""
    area = Area.of_region(code)
    kota = [place.code for place in places.kota() if place.code in area]
    return Q(**{f"{column}__in": {code, *kota, *(inside for inside, _ in places.kecamatan(area))}})
