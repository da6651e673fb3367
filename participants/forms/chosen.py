"""What was chosen from our lists before, read in one statement, for forms that only judge it again."""

from django.db import connection

from okoce.programme.models import BusinessClass
from okoce.regions.models import Region
from okoce.row_numbers import row_number

PLACES = ("kecamatan", "kelurahan", "business_kecamatan", "business_kelurahan")
# In SQL because the ORM takes longer to write the two statements than the database to answer.
_READ = """
    SELECT place.code, place.level, place.name, around.code, around.level, around.name
    FROM regions_region place LEFT JOIN regions_region around ON around.code = place.parent_id
    WHERE place.code IN (%(kecamatan)s, %(kelurahan)s, %(business_kecamatan)s, %(business_kelurahan)s)
    UNION ALL
    SELECT kind.code, 'kind', kind.title, CAST(kind.id AS text), '', CAST(kind.commodity_id AS text)
    FROM programme_businessclass kind WHERE kind.id = %(business_class)s"""


class Chosen:
    """Kecamatan and kelurahan by code, with what they lie in; business classes by number."""

    def __init__(self, typed):
        self.places, self.classes = {}, {}
        with connection.cursor() as cursor:
            cursor.execute(_READ, _asked(typed))
            for row in cursor.fetchall():
                if row[1] == "kind":
                    code, _, title, pk, _, commodity = row
                    self.classes[int(pk)] = _made(
                        BusinessClass, id=int(pk), code=code, title=title, commodity_id=int(commodity)
                    )
                else:
                    code, level, name, around, around_level, around_name = row
                    place = self.places[code] = _made(Region, code=code, level=level, name=name, parent_id=around)
                    if around:
                        place.parent = _made(Region, code=around, level=around_level, name=around_name)

    def place(self, code, *, inside):
        """The kelurahan with this code if it lies in the kecamatan with that one."""
        place = self.places.get(code)
        is_there = place is not None and place.parent_id == inside and self.is_kecamatan(inside)
        return place if is_there else None

    def is_kecamatan(self, code):
        return code in self.places and self.places[code].level == Region.Level.KECAMATAN


def _asked(typed):
    asked = {name: str(typed.get(name, "")) for name in PLACES}
    return asked | {"business_class": row_number(str(typed.get("business_class", "")))}


def _made(model, **values):
    """A row read in part, in the order of its columns."""
    return model.from_db(connection.alias, list(values), list(values.values()))
