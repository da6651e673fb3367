"""The rows behind a figure: exactly what it counts, for those who may see people, and what came to be known since."""

from django.db.models import F, Q, Sum

from okoce.accounts.areas import Area
from okoce.regions import places
from participants.journey.models import StageEvent
from participants.people.models import JoinedRegistration, Participant
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


def late_changes(year, code, on, known_at):
    """Return the events of stages, with a day up to `on`, that became known after an instant: what differs since.

    They are about people of a year, those too whose record became part of another since.
    """
    people = Participant.objects.filter(programme_year=year)
    joined = JoinedRegistration.objects.filter(participant__programme_year=year)
    of_year = Q(participant_id__in=people.values("pk")) | Q(participant_id__in=joined.values("former_id"))
    rows = StageEvent.objects.filter(of_year, happened_on__lte=on, known_at__gt=known_at)
    return rows.filter(Area.of_region(code).on("kecamatan")).order_by("known_at", "id")


def _inside(column, code):
    """A condition on a column of codes: the region itself and the kecamatan in it; whole codes, for an index."""
    return Q(**{f"{column}__in": [code, *(inside for inside, _ in places.kecamatan(Area.of_region(code)))]})
