"""The columns of spreadsheets of people that go out; `imports/table_reader.py: COLUMNS` gives their titles.

In, rows do not go through the resource: django-import-export cleans and saves row by row, at one to four statements
each, trusts what a workbook says of its own size, and leaves no history for rows saved in bulk. So a file is read by
`imports/workbook_reader.py`, judged by `imports/row_verdicts.py` and written by `imports/actions/rows.py`, a batch at a
time.
"""

from import_export import fields, resources

from okoce.clock import wib_day
from participants.cleaning import phones
from participants.imports.table_reader import COLUMNS


def _column(name, attribute=None):
    return fields.Field(column_name=COLUMNS[name].title, attribute=attribute or name)


class PersonResource(resources.Resource):
    """A row of the list of people; the NIK is masked. Needs `for_list()` with the business at hand."""

    number = _column("number", "registration_number")
    nik = _column("nik", "nik_masked")
    name = _column("name")
    birth_on = _column("birth_on")
    sex = _column("sex")
    phone = _column("phone")
    email = _column("email")
    street = _column("street")
    rt = _column("rt")
    rw = _column("rw")
    kecamatan = _column("kecamatan", "kecamatan__name")
    kelurahan = _column("kelurahan", "kelurahan__name")
    trade = _column("trade", "business__trade")
    registered = fields.Field(column_name="Mendaftar")
    checked = fields.Field(column_name="KTP Diperiksa")
    stages = fields.Field(column_name="Tahap")

    def dehydrate_birth_on(self, person):
        return f"{person.birth_on:%d/%m/%Y}"

    def dehydrate_phone(self, person):
        return phones.shown(person.phone)

    def dehydrate_registered(self, person):
        return f"{wib_day(person.registered_at):%d/%m/%Y}"

    def dehydrate_checked(self, person):
        return "sudah" if person.is_checked else "belum"

    def dehydrate_stages(self, person):
        return ", ".join(person.stages_held)
