"""Spreadsheets for the tests of imports: the corpus, its register, and files made on the spot."""

import datetime as dt
import io
import json

import openpyxl

from okoce.regions import loading
from okoce.regions.models import Region
from participants.cleaning.phones import clean as clean_phone
from participants.people.models import Business
from tests.badinput import FOLDER
from tests.factories.people import make_participant, make_user
from tests.factories.years import make_point

CASES = [case for case in json.loads((FOLDER / "manifest.json").read_text())["cases"] if not case["big"]]
HEADER = ["NIK", "Nama Lengkap", "Tanggal Lahir", "Jenis Kelamin", "Nomor HP", "Alamat", "Kelurahan", "Jenis Usaha"]
GOOD = {
    "NIK": "3173021005909001",
    "Nama Lengkap": "Contoh Melati",
    "Tanggal Lahir": "10/05/1990",
    "Jenis Kelamin": "L",
    "Nomor HP": "0812-0000-1234",
    "Alamat": "Jl. Contoh No. 1",
    "Kelurahan": "Tomang",
    "Jenis Usaha": "katering",
}


def corpus(name):
    return (FOLDER / "files" / name).read_bytes()


def make_register():
    """All of Jakarta, and the people who stand in the register before each file."""
    loading.load()
    make_point("kecamatan")
    for row in json.loads((FOLDER / "fixture_db.json").read_text())["peserta"]:
        home = Region.objects.get(level="kelurahan", name=row["Kelurahan"])
        person = make_participant(
            kelurahan=home.pk,
            nik=row["NIK"],
            name=row["Nama Lengkap"],
            birth_on=dt.date.fromisoformat(row["Tanggal Lahir"]),
            sex=row["Jenis Kelamin"],
            phone=clean_phone(row["Nomor HP"]).value,
            street=row["Alamat"],
        )
        Business.objects.create(participant=person, standing="running", trade=row["Jenis Usaha"], kelurahan=home)
    return make_user("staff", email="sudin@contoh.example")


def csv_of(*rows, header=HEADER):
    lines = [header, *([row.get(title, "") for title in header] for row in rows)]
    return "\n".join(",".join(f'"{text}"' for text in line) for line in lines).encode()


def xlsx_of(*rows, header=HEADER, above=(), below=()):
    book = openpyxl.Workbook()
    for line in [*above, header, *([row.get(title, "") for title in header] for row in rows), *below]:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
