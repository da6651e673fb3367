"""The NIK: 16 digits of text that carry a region, a birth date (women: day + 40) and a serial number.

By law a NIK is never corrected, so a region or birth date that differs from what was typed is a flag for the
officer and never an error. Digits are never guessed.
"""

import re
from array import array
from bisect import bisect_left
from datetime import date
from functools import cache
from pathlib import Path

from okoce.masking import mask_nik as mask
from okoce.typed_text import LONGEST, is_blank, tidy
from participants.cleaning import dates
from participants.cleaning.cleaned import Cleaned, refuse
from participants.cleaning.sexes import Sex

__all__ = ["FEMALE_DAY", "birth_date", "clean", "mask", "possible_birth_dates", "sex"]

FEMALE_DAY = 40  # added to the day a woman was born on
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]*)? ?[eE] ?\+?[0-9]+")
_GROUPED = re.compile(r"[0-9](?:[ .-]{0,3}[0-9])*")
_LARGEST_EXACT_FLOAT = 2**53

_LOOK = "angka di baris paling atas KTP."
MESSAGES = {
    "NIK_EMPTY": f"Isi NIK, 16 {_LOOK}",
    "NIK_LENGTH": f"NIK harus tepat 16 angka milik satu orang; salin {_LOOK}",
    "NIK_NONDIGIT": f"NIK hanya berisi angka, tanpa huruf atau tanda lain; ketik ulang {_LOOK}",
    "NIK_PROVINCE": f"Dua angka pertama NIK bukan kode provinsi; cocokkan dengan {_LOOK}",
    "NIK_DATE": f"Angka ke-7 sampai ke-12 NIK bukan tanggal yang ada di kalender; cocokkan dengan {_LOOK}",
    "NIK_SERIAL": f"Empat angka terakhir NIK tidak mungkin 0000; salin ulang {_LOOK}",
    "NIK_NUMERIC": f"Excel bisa mengubah akhir NIK yang disimpan sebagai angka; jadikan Teks, salin ulang {_LOOK}",
    "NIK_SCIENTIFIC": f"NIK ini sudah terpotong menjadi bilangan dan angka aslinya hilang; salin ulang {_LOOK}",
    "NIK_REPEATED": f"NIK tidak mungkin satu angka yang diulang; salin {_LOOK}",
    "NIK_OLD_CARD": f"Ini nomor KTP lama; ambil KTP elektronik, lalu salin {_LOOK}",
}
FLAG_MESSAGES = {
    "NIK_NUMERIC": "Kolom NIK tersimpan sebagai angka; cocokkan 16 angkanya dengan KTP.",
    "NIK_REGION_UNKNOWN": "Kode wilayah NIK tidak ada di daftar; cocokkan enam angka pertama dengan KTP.",
    "NIK_REGION_DIFFERS": "Wilayah pada NIK berbeda dari alamat; ini wajar bila pernah pindah.",
    "NIK_DOB_MISMATCH": "Tanggal lahir berbeda dari yang tertulis di NIK; cocokkan keduanya dengan KTP.",
    "NIK_SEX_MISMATCH": "Jenis kelamin berbeda dari yang tertulis di NIK; cocokkan keduanya dengan KTP.",
}


def clean(
    text: str | None,
    *,
    today: date,
    birth_date: date | None = None,
    sex: str | None = None,
    region_code: str | None = None,
    number_cell: bool = False,
) -> Cleaned:
    """The NIK in `text`, held against the typed birth date, sex ("L" or "P") and address ("31.73.02").

    `number_cell` says that it came from a spreadsheet cell holding a number.
    """
    if len(text or "") > LONGEST:
        return refuse("NIK_LENGTH", MESSAGES)
    typed = tidy(text)
    digits = re.sub("[^0-9]", "", typed)
    code = _code(typed, digits, today, number_cell)
    if code:
        return refuse(code, MESSAGES)
    if birth_date and (code := dates.age_code(birth_date, today)):
        return refuse(code, dates.MESSAGES)
    flags = tuple(_flags(digits, today, birth_date, sex, region_code, number_cell))
    return Cleaned(digits, digits != text, flags=flags, message=" ".join(FLAG_MESSAGES[f] for f in flags))


def possible_birth_dates(nik: str, today: date) -> list[date]:
    """The two digits of the year leave the century open: none, one or two days, oldest first."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    found = []
    for century in (1900, 2000):
        try:
            born_on = date(century + year, month, day - FEMALE_DAY if day > FEMALE_DAY else day)
        except ValueError:
            continue
        if born_on <= today:
            found.append(born_on)
    return found


def birth_date(nik: str, today: date, typed: date | None = None) -> date:
    """The day inside a clean NIK: the typed one if it fits, else the youngest that can be a participant."""
    possible = possible_birth_dates(nik, today)
    if typed in possible:
        return typed
    return next((d for d in reversed(possible) if dates.age_code(d, today) is None), possible[-1])


def sex(nik: str) -> str:
    return Sex.FEMALE.value if int(nik[6:8]) > FEMALE_DAY else Sex.MALE.value


def _code(typed, digits, today, number_cell):
    if is_blank(typed):
        return "NIK_EMPTY"
    if _SCIENTIFIC.fullmatch(typed):
        return "NIK_SCIENTIFIC"
    if len(digits) > 16 or len(typed) > 30:
        return "NIK_LENGTH"
    if not _GROUPED.fullmatch(typed):
        return "NIK_NONDIGIT"
    if len(digits) < 16:
        return "NIK_LENGTH"
    if len(set(digits)) == 1:
        return "NIK_REPEATED"
    if digits.startswith("09"):
        return "NIK_OLD_CARD"
    if not _is_region(digits[:2]):
        return "NIK_PROVINCE"
    if not possible_birth_dates(digits, today):
        return "NIK_DATE"
    if digits.endswith("0000"):
        return "NIK_SERIAL"
    if number_cell and (digits.endswith("0") or int(digits) > _LARGEST_EXACT_FLOAT):
        return "NIK_NUMERIC"
    return None


def _flags(nik, today, typed_birth_date, typed_sex, region_code, number_cell):
    if number_cell:
        yield "NIK_NUMERIC"
    if not _is_region(nik[:6]):
        yield "NIK_REGION_UNKNOWN"
    # Kota, not kecamatan: people who moved within a kota would only hide the others from the officer.
    if region_code and nik[:4] != region_code.replace(".", "")[:4]:
        yield "NIK_REGION_DIFFERS"
    if typed_birth_date and typed_birth_date not in possible_birth_dates(nik, today):
        yield "NIK_DOB_MISMATCH"
    if typed_sex and typed_sex != sex(nik):
        yield "NIK_SEX_MISMATCH"


def _is_region(code):
    codes, number = _regions(), int(code)
    place = bisect_left(codes, number)
    return code[0] != "0" and place < len(codes) and codes[place] == number


@cache
def _regions() -> array:
    """Every code of a province, kabupaten/kota and kecamatan, those given up too, in order; none begins with 0.

    Numbers side by side: as a set of texts they took each worker a megabyte.
    """
    return array("L", sorted(map(int, (Path(__file__).parent / "data/nik_regions.csv").read_text().split()[1:])))
