"""The spreadsheet of people that goes out: its columns and rows, for the officers' page and the admin's list.

`imports/columns.py: COLUMNS` gives the titles. In, rows do not go through the resource: django-import-export
cleans and saves row by row, at one to four statements each, trusts what a workbook says of its own size, and leaves no
history for rows saved in bulk. So a file is read by `imports/workbook_reader.py`, judged by `imports/row_verdicts.py`
and written by `imports/actions/rows.py`, a batch at a time.
"""

from import_export import fields, resources

from okoce.clock import wib_day
from participants.cleaning import phones
from participants.exports import actions as exports
from participants.imports.table_reader import COLUMNS
from participants.people.models import Participant

BATCH = 500


def _column(name, attribute=None):
    return fields.Field(column_name=COLUMNS[name].title, attribute=attribute or name)


class PersonResource(resources.Resource):
    """The rows of people with the NIK masked, taken along by `by`, from the officers' list or the admin's.

    `export(people, export_form=…)` raises `ValidationError` as `actions.take` does. `export(ids=…, reason=…)` writes
    the rows of people who were logged before; `progress` is called with how many are written.
    """

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
    claims = fields.Field(column_name="Klaim Lama (bukan bukti)")

    def __init__(self, *, by):
        super().__init__()
        self.by = by

    @classmethod
    def get_display_name(cls):
        """Return what django-import-export calls these rows on its page."""
        return "Peserta"

    def get_queryset(self):
        """Return nobody: whose rows go out is always said."""
        return Participant.objects.none()

    def filter_export(self, queryset, *, export_form=None, ids=None, progress=None, **kwargs):
        """Return those whose rows may be taken along, after the access log has got its row."""
        if ids is None:
            ids = exports.take(queryset, by=self.by, **export_form.taken)
        return _read(ids, progress)

    def after_export(self, queryset, dataset, *, export_form=None, reason="", **kwargs):
        reason = export_form.taken["reason"] if export_form else reason
        dataset.title = exports.watermark(self.by, len(dataset), reason)

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

    def dehydrate_claims(self, person):
        return "; ".join(sorted(claim.text for claim in person.old_claims.all()))


def _read(ids, progress=None):
    """The people with these numbers, newest first, a batch at a time."""
    for start in range(0, len(ids), BATCH):
        if progress:
            progress(start)
        people = Participant.objects.filter(pk__in=ids[start : start + BATCH]).for_list().defer(None)
        people = people.select_related("kelurahan", "kecamatan", "business").prefetch_related("old_claims")
        yield from people.order_by("-pk")
