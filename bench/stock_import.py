"""The same list by django-import-export as it is documented: a ModelResource of people, a dry run and then for real.

It cleans nothing, judges nothing, writes no access log and adds up no figures: what it leaves out makes it faster.
"""

import sys
import time

from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from import_export.widgets import DateWidget

from okoce.programme.models import ProgrammeYear, RegistrationPoint
from okoce.regions.models import Region
from participants.imports.columns import COLUMNS
from participants.people.models import Business, Participant

PLAIN = ("name", "sex", "email", "street", "rt", "rw")


def _column(name):
    return fields.Field(column_name=COLUMNS[name].title, attribute=name)


class StockResource(resources.ModelResource):
    birth_on = fields.Field(
        column_name=COLUMNS["birth_on"].title, attribute="birth_on", widget=DateWidget(format="%d/%m/%Y")
    )
    name, sex, email, street, rt, rw = map(_column, PLAIN)

    class Meta:
        model = Participant
        import_id_fields = []
        fields = ("birth_on", *PLAIN)

    def __init__(self, first):
        super().__init__()
        self._year, self._point = ProgrammeYear.objects.latest("year"), RegistrationPoint.objects.first()
        self._places = {
            (name, parent): (code, parent_code)
            for code, name, parent, parent_code in Region.objects.kelurahan().values_list(
                "code", "name", "parent__name", "parent_id"
            )
        }
        self._number = first

    def get_instance(self, instance_loader, row):
        """Everybody is looked up, as by any other field that names a row."""
        return Participant.objects.holding_nik(row[COLUMNS["nik"].title]).first()

    def before_save_instance(self, instance, row, **kwargs):
        instance.nik = row[COLUMNS["nik"].title]
        self._number += 1
        instance.registration_number = f"STOK-{self._number}"
        instance.programme_year, instance.registration_point = self._year, self._point
        place = row[COLUMNS["kelurahan"].title], row[COLUMNS["kecamatan"].title]
        instance.kelurahan_id, instance.kecamatan_id = self._places[place]
        instance.phone = "+62" + row[COLUMNS["phone"].title].replace("-", "")[1:]
        instance.holds_nik = True
        for name in ("email", "rt", "rw"):  # an empty cell is None
            setattr(instance, name, getattr(instance, name) or "")

    def after_save_instance(self, instance, row, **kwargs):
        trade = row[COLUMNS["trade"].title]
        Business.objects.create(participant=instance, standing=Business.Standing.RUNNING, trade=trade)


def enter(content, *, first):
    """Return how many people came in, after a dry run of the same file; raise what a row raises."""
    table = XLSX().create_dataset(content)
    StockResource(first).import_data(table, dry_run=True, raise_errors=True)
    table = XLSX().create_dataset(content)
    return StockResource(first).import_data(table, dry_run=False, raise_errors=True).totals["new"]


def against(rows, desk, worker):
    """(the line of the table, how many times as fast the portal is, by the wall) for one file each of so many rows."""
    from bench.sheets import say, sheet_of

    began, before = time.monotonic(), worker.cpu()
    desk.import_(sheet_of(rows, 50), worker)
    wall, cpu = time.monotonic() - began, worker.cpu() - before
    say(f"  the portal: {wall:.1f} s, {cpu:.1f} CPU s")
    content = sheet_of(rows, 51)
    began, before = time.monotonic(), worker.cpu() + time.process_time()
    entered = enter(content, first=0)
    stock_wall, stock_cpu = time.monotonic() - began, worker.cpu() + time.process_time() - before
    say(f"  django-import-export: {stock_wall:.1f} s, {stock_cpu:.1f} CPU s")
    if entered != rows:
        sys.exit(f"django-import-export took {entered} rows.")
    times = stock_wall / wall
    return (
        f"| django-import-export : portal, nobody else | {stock_wall:.1f} : {wall:.1f} s | **{times:.1f}** | "
        f"CPU {stock_cpu:.1f} : {cpu:.1f} s, {stock_cpu / cpu:.1f} times |"
    ), times
