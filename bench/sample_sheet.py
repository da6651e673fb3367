"""A spreadsheet of invented people that has nothing wrong with it: as many as asked for, from all kecamatan."""

import datetime as dt
import io

import openpyxl

from participants.imports.table_reader import COLUMNS

NAMES = ("Melati", "Kenanga", "Cempaka", "Seruni", "Dahlia", "Anggrek", "Teratai", "Flamboyan", "Bugenvil", "Tanjung")
TRADES = ("katering rumahan", "jahit pakaian", "warung kelontong", "kue basah", "bengkel motor", "sayur keliling")
DAYS = 12_000  # days of birth; each may have serials from 9101 up, clear of other invented people
FIRST = dt.date(1970, 1, 1)


def row(number, place):
    """Person `number` of a place as (code, kelurahan, kecamatan, kota), in the order of the columns."""
    code, kelurahan, kecamatan, kota = place
    born_on, sex = FIRST + dt.timedelta(days=number * 7919 % DAYS), "LP"[number % 2]
    day = born_on.day + (40 if sex == "P" else 0)
    params = {
        "nik": f"{code.replace('.', '')[:6]}{day:02d}{born_on:%m%y}{9101 + number // DAYS % 899}",
        "name": f"{NAMES[number % 10]} {NAMES[number // 10 % 10]} {NAMES[number // 100 % 10]}",
        "birth_on": f"{born_on:%d/%m/%Y}",
        "sex": sex,
        "phone": f"0812-0000-{number % 10_000:04d}",
        "email": f"orang{number}@contoh.example" if number % 3 == 0 else "",
        "street": f"Jalan {NAMES[number % 7]} {number % 90 + 1}",
        "rt": f"{number % 16 + 1:03d}",
        "rw": f"{number % 12 + 1:03d}",
        "kota": kota,
        "kecamatan": kecamatan,
        "kelurahan": kelurahan,
        "trade": TRADES[number % 6],
    }
    return [params.get(field, "") for field in COLUMNS]


def workbook(count, places, *, first=0):
    """Other people for another `first`, as long as the numbers do not overlap."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Peserta")
    sheet.append([column.title for column in COLUMNS.values()])
    for number in range(first, first + count):
        sheet.append(row(number, places[number % len(places)]))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def places():
    """Every kelurahan, as rows want it."""
    from okoce.regions.models import Region

    fields = ("code", "name", "parent__name", "parent__parent__name")
    return list(Region.objects.kelurahan().order_by("code").values_list(*fields))
