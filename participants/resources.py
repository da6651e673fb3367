"""The columns of people's spreadsheets: the empty list to fill in, and what goes out under the same titles.

They are declared once, in `participants/sheets.py: COLUMNS`; the resource takes its titles from there. Out, rows go
through the resource. In, they do not: django-import-export cleans and saves row by row, at one to four statements each,
trusts what a workbook says of its own size, and leaves no history for rows saved in bulk. So a file is read by
`sheet_files.py`, judged by `judging.py` and written by `actions/import_rows.py`, a batch at a time.
"""

from io import BytesIO

from import_export import fields, resources

from okoce.clock import wib_day
from participants import phones
from participants.sheets import COLUMNS


def _column(name, attribute=None):
    return fields.Field(column_name=COLUMNS[name].title, attribute=attribute or name)


def template():
    """An empty workbook whose columns are text, so that no NIK loses a digit, with a sheet that explains them."""
    import openpyxl  # not above: a tenth of a web worker's memory

    book = openpyxl.Workbook()
    people, hints = book.active, book.create_sheet("Petunjuk")
    people.title, people.freeze_panes = "Peserta", "A2"
    people.append([column.title for column in COLUMNS.values()])
    for at, column in enumerate(COLUMNS.values(), start=1):
        dimension = people.column_dimensions[openpyxl.utils.get_column_letter(at)]
        dimension.number_format, dimension.width = "@", max(14, len(column.title) + 4)
    hints.append(["Kolom", "Isi", "Keterangan"])
    for column in COLUMNS.values():
        hints.append([column.title, "wajib" if column.is_required else "boleh kosong", column.hint])
    for sheet in (people, hints):
        for cell in sheet[1]:
            cell.font, cell.number_format = openpyxl.styles.Font(bold=True), "@"
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


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
