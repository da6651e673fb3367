"""What was chosen from our lists before, read in one statement, for forms that only judge it again."""

from django.db import connection

from okoce.pk_parsing import row_number
from okoce.programme.models import BusinessClass
from okoce.regions.models import Region

PLACES = ("kecamatan", "kelurahan", "business_kecamatan", "business_kelurahan")
# In SQL because the ORM takes longer to write the two statements than the database to answer.
_READ = """
    SELECT level, code, name, parent_id, NULL, NULL FROM regions_region
    WHERE code IN (%(kecamatan)s, %(kelurahan)s, %(business_kecamatan)s, %(business_kelurahan)s)
    UNION ALL
    SELECT NULL, code, title, NULL, id, commodity_id FROM programme_businessclass WHERE id = %(business_class)s"""


class SubmittedChoices:
    """Places by code, business classes by number."""

    def __init__(self, typed):
        self.places, self.classes = {}, {}
        with connection.cursor() as cursor:
            cursor.execute(_READ, _asked(typed))
            for level, code, name, parent, pk, commodity in cursor.fetchall():
                if level:
                    self.places[code] = _made(Region, code=code, level=level, name=name, parent_id=parent)
                else:
                    self.classes[pk] = _made(BusinessClass, id=pk, code=code, title=name, commodity_id=commodity)

    def place(self, code, *, inside):
        """The kelurahan with this code if it lies in the kecamatan with that one."""
        place = self.places.get(code)
        if place is None or place.parent_id != inside or not self.is_kecamatan(inside):
            return None
        place.parent = self.places[inside]
        return place

    def is_kecamatan(self, code):
        return code in self.places and self.places[code].level == Region.Level.KECAMATAN


def _asked(typed):
    asked = {name: str(typed.get(name, "")).replace("\x00", "") for name in PLACES}
    return asked | {"business_class": row_number(str(typed.get("business_class", "")))}


def _made(model, **values):
    """A row read in part, in the order of its columns."""
    return model.from_db(connection.alias, list(values), list(values.values()))
