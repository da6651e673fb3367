"""impor_peserta BERKAS --sebagai USER --pratinjau --json: the verdict of each row, and nothing written."""

import json
import resource
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from okoce.accounts.logins import find_user
from participants.imports import reports as import_reports
from participants.imports.actions import rows as import_rows
from participants.imports.table_reader import SheetRefused, read


class Command(BaseCommand):
    help = "Periksa berkas peserta seperti halaman Impor, atas nama seorang petugas. Tidak menulis apa pun."

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--sebagai", required=True, help="surel atau nomor HP petugas")
        parser.add_argument("--pratinjau", action="store_true", help="hanya memeriksa; menulis lewat halaman Impor")
        parser.add_argument("--json", action="store_true", help="putusan setiap baris, NIK utuh termasuk")

    def handle(self, *, berkas, sebagai, pratinjau, **options):
        user = find_user(sebagai)
        if user is None or not user.has_perm("imports.add_import"):
            raise CommandError("Petugas ini tidak ada atau tidak boleh mengimpor; isi surel petugas yang berwenang.")
        if not pratinjau:
            raise CommandError("Perintah ini hanya memeriksa; tambahkan --pratinjau, dan tulis lewat halaman Impor.")
        try:
            content = berkas.read_bytes()
        except OSError as problem:
            raise CommandError("Berkas tidak bisa dibuka; periksa nama dan foldernya.") from problem
        started, before = time.perf_counter(), _megabytes()
        report = self._judged(content, user)
        report |= {"seconds": round(time.perf_counter() - started, 3), "rss_growth_mb": _megabytes() - before}
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _in_words(report))

    def _judged(self, content, user):
        area = user.areas_for("imports.add_import")
        try:
            sheet = read(content)
        except SheetRefused as refused:
            return {"file": "reject_file", "codes": [refused.code], "message": refused.message, "rows": []}
        rows = import_rows.clean(sheet, area=area)
        for at in range(0, len(rows), import_rows.BATCH):
            import_rows.compare(rows[at : at + import_rows.BATCH], area=area)
        return {
            "file": import_reports.file_verdict(rows),
            "codes": [],
            "notes": sheet.notes,
            "counts": import_reports.counts(rows),
            "rows": import_reports.answer(rows, import_rows.places()),
        }


def _in_words(report):
    if report["file"] == "reject_file":
        return report["message"]
    lines = [
        *report["notes"],
        ", ".join(f"{n} {import_reports.VERDICTS[word]}" for word, n in report["counts"].items()),
    ]
    lines += [f"Baris {row['row']}: {message}" for row in report["rows"] for message in row["messages"]]
    return "\n".join(lines)


def _megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
