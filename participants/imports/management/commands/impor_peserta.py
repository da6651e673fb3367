"""impor_peserta BERKAS --sebagai USER --sumber KODE [--tulis]: a list of people judged and written as by the pages."""

import hashlib
import json
import resource
import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from okoce.accounts.logins import find_user
from okoce.formats import local
from okoce.jobs.tasks import run_job
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.cleaning.sheet_cells import SEX_CODES
from participants.imports import reports as import_reports
from participants.imports.actions import imports, judging, kinds
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import
from participants.imports.table_reader import SheetRefused

PAUSE = 0.2  # seconds between two looks at a job that a worker took


class Command(BaseCommand):
    help = (
        "Periksa berkas peserta seperti halaman Impor atas nama seorang petugas; dengan --tulis baris baiknya ditulis. "
        "Berakhir dengan galat bila berkasnya ditolak."
    )

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--isi", choices=ListKind.values, default=ListKind.PEOPLE, help="isi daftar")
        parser.add_argument("--sebagai", required=True, help="surel atau nomor HP petugas")
        parser.add_argument("--sumber", default=RegistrationPoint.DESK, help="kode tempat pendaftaran")
        parser.add_argument("--wilayah", help="kode wilayah, bila petugas melayani lebih dari satu")
        parser.add_argument("--kode-kelamin", choices=SEX_CODES, help="arti angka: 12 berarti 1 laki-laki 2 perempuan")
        parser.add_argument(
            "--tulis", action="store_true", help="tulis; hanya bila pemberitahuan privasi sudah disampaikan"
        )
        parser.add_argument(
            "--utuh", action="store_true", help="dengan --tulis: semua baris baik atau tidak sama sekali"
        )
        parser.add_argument("--json", action="store_true", help="putusan setiap baris, NIK utuh termasuk")

    def handle(self, *, berkas, isi, sebagai, sumber, wilayah, tulis, **options):
        user = find_user(sebagai)
        if user is None or not user.has_perm(imports.ADD) or isi not in kinds.open_to(user):
            raise CommandError("Petugas ini tidak ada atau tidak boleh mengimpor; isi surel petugas yang berwenang.")
        source = {"region": _region(user, wilayah), "point": _point(sumber)}
        columns = {"fields": {}, "sex_codes": options["kode_kelamin"]} if options["kode_kelamin"] else None
        try:
            content = berkas.read_bytes()
        except OSError as problem:
            raise CommandError("Berkas tidak bisa dibuka; periksa nama dan foldernya.") from problem
        started, before = time.perf_counter(), _megabytes()
        report = _looked(content, columns, kind=isi, by=user, **source)
        report["earlier"] = _earlier(content, isi)
        report |= {"seconds": round(time.perf_counter() - started, 3), "rss_growth_mb": _megabytes() - before}
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _in_words(report))
        if report["file"] == "reject_file":
            raise CommandError("Berkas ditolak; tidak ada yang ditulis.")
        if tulis:
            self.stdout.write(_written(content, berkas.name, user, columns, kind=isi, whole=options["utuh"], **source))


def _region(user, code):
    """The region a file is for: the named one, or the only one of the officer."""
    area = user.areas_for(imports.ADD)
    if code is None and len(area.codes) == 1:
        (code,) = area.codes
    region = Region.objects.filter(pk=code).first() if code and code in area else None
    if region is None:
        raise CommandError(f"Isi --wilayah dengan wilayah dalam tugas petugas ini: {', '.join(sorted(area.codes))}.")
    return region


def _point(code):
    point = RegistrationPoint.objects.filter(code=code).first()
    if point is None:
        known = ", ".join(RegistrationPoint.objects.order_by("code").values_list("code", flat=True))
        raise CommandError(f"Tempat pendaftaran ini tidak ada; isi --sumber dengan salah satu dari: {known}.")
    return point


def _looked(content, columns, *, kind, by, region, point):
    try:
        found = judging.look(content, region=region, point=point, by=by, columns=columns, kind=kind)
    except SheetRefused as refused:
        return {"file": "reject_file", "codes": [refused.code], "message": refused.message, "rows": []}
    return {
        "file": import_reports.file_verdict(found.rows),
        "codes": [],
        "notes": found.notes,
        "counts": import_reports.counts(found.rows),
        "sheets": found.sheets,
        "doubts": import_reports.doubts(found.rows),
        "rows": import_reports.answer(found.rows, found.places),
    }


def _earlier(content, kind):
    """What is said before anything of a file that was uploaded before, whatever its name."""
    found = Import.objects.same_as(Import(kind=kind, sha256=hashlib.sha256(content).hexdigest()))
    return [
        f"Berkas yang sama sudah diunggah {each.uploaded_by.name} pada {local(each.uploaded_at):%d/%m/%Y} sebagai "
        f"impor {each.pk}: {each.get_state_display()}."
        for each in found[:3]
    ]


def _written(content, name, user, columns, *, kind, whole, region, point):
    """Take the file the way of the pages, with this officer as uploader and as who confirms."""
    try:
        item = imports.upload(content, file_name=name, kind=kind, region=region, point=point, by=user, columns=columns)
        _wait(item)
        if item.state == Import.State.COLUMNS:
            raise CommandError(f"Tidak ada yang ditulis; cocokkan dulu kolomnya di halaman Impor (berkas {item.pk}).")
        imports.confirm(item, by=user, whole=whole)
        _wait(item)
        if item.state != Import.State.DONE:
            rows = ", ".join(str(row["row"]) for row in item.report["in_the_way"][:10])
            raise CommandError(f"Tidak satu pun ditulis; terhalang baris {rows} yang berubah sejak pratinjau.")
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from refused
    return f"Ditulis sebagai impor {item.pk}: {_counted(item.counts)}."


def _wait(item):
    """Do the job of the file, or wait while a worker does it."""
    item.refresh_from_db()
    while item.is_running:
        job = imports.job_of(item)
        if job.state == job.State.FAILED:
            raise CommandError(job.error)
        run_job(job.pk)
        item.refresh_from_db()
        if item.is_running:
            time.sleep(PAUSE)


def _in_words(report):
    if report["file"] == "reject_file":
        return "\n".join([*report["earlier"], report["message"]])
    lines = [*report["earlier"], *report["notes"]]
    for sheet in report["sheets"]:
        title = f"Lembar “{sheet['title']}”: " if len(report["sheets"]) > 1 else ""
        lines.append(f"{title}{sheet['rows']} baris = {_counted(sheet['counts'], ' + ')}")
    lines += [f"{doubt['rows']} dari {doubt['of']} baris baru: {doubt['message']}" for doubt in report["doubts"]]
    for row in report["rows"]:
        start = f"Lembar “{row['sheet']}” baris {row['row']}" if row["sheet"] else f"Baris {row['row']}"
        lines += [f"{start}: {message}" for message in [*row["messages"], *row["doubts"]]]
    return "\n".join(lines)


def _counted(counts, sign=", "):
    return sign.join(f"{counts[verdict]} {word}" for verdict, word in import_reports.VERDICTS.items())


def _megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
