"""Lists as offices write them, waiting for review: heads that were chosen by hand, several sheets, heads to choose."""

import csv
import io

import openpyxl

from participants.imports import headings, table_reader
from participants.imports.actions import mappings
from participants.imports.columns import COLUMNS

# How a market writes its heads, and what the officer chose for those that say nothing.
MARKET = {
    "nik": "Nomor Penduduk",
    "name": "Pedagang",
    "birth_on": "Tgl. Lahir (hh/bb/tttt)",
    "sex": "L / P",
    "phone": "No. HP/WA",
    "street": "Alamat sesuai KTP",
    "kelurahan": "Kelurahan/Desa",
    "trade": "Dagangan",
}
CHOSEN = {headings.key(MARKET[name]): name for name in ("nik", "name", "trade")}
COOPERATIVE = MARKET | {"nik": "Identitas", "name": "Pemilik", "trade": "Merek"}
TITLES = {name: COLUMNS[name].title for name in MARKET}
SHEETS = ("RW 01", "RW 02")
PEOPLE = (
    ("Murni Lavender", "P", "17/08/1991", "3173025708919981"),
    ("Asri Kemuning", "P", "03/02/1988", "3173024302889982"),
    ("Bayu Cendana", "L", "21/11/1979", "3173022111799983"),
    ("Guntur Mahoni", "L", "09/06/1995", "3173020906949984"),  # the year differs from the one in the NIK
)


def judged(known, *, judge_file, officer, ground):
    """Three files of the officer's. `known` are rows of people in the register, by field."""
    if len(known) < 4:
        return
    home = {"kelurahan": known[0]["kelurahan"], "street": "Jalan Nuri II No. 8", "trade": "sayur keliling"}
    new = [
        home | dict(zip(("name", "sex", "birth_on", "nik"), person, strict=True)) | {"phone": f"0812-0000-78{at:02d}"}
        for at, person in enumerate(PEOPLE)
    ]
    item = judge_file(
        "pedagang-pasar-kopro.csv",
        _csv([*new[:1], *known[:2]], MARKET),
        officer,
        ground,
        hours=2,
        columns={"fields": CHOSEN, "sex_codes": ""},
    )
    heads = mappings.heads_of(table_reader.read(_csv(new, MARKET), CHOSEN))
    mappings.remember(item, heads, CHOSEN, "", by=officer)
    judge_file("pkk-rw-01-dan-02.xlsx", _workbook([new[1:], known[2:4]]), officer, ground, hours=4)
    item = judge_file("anggota-koperasi.csv", _csv(new, COOPERATIVE), officer, ground, hours=1)
    item.proposed_at = None  # its columns come first
    item.save(update_fields=["proposed_at"])


def _csv(rows, titles):
    file = io.StringIO()
    lines = csv.writer(file, delimiter=";")
    lines.writerow(titles.values())
    lines.writerows([[row[name] for name in titles] for row in rows])
    return file.getvalue().encode()


def _workbook(lists):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in zip(SHEETS, lists, strict=True):
        sheet = book.create_sheet(title)
        sheet.append([*TITLES.values()])
        for row in rows:
            sheet.append([row[name] for name in TITLES])
    book.create_sheet("Catatan").append(["Rapat RW, 12 orang hadir"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
