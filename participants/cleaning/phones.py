"""Indonesian telephone numbers: any usual way of writing in, E.164 (+62…) kept.

Stricter than phonenumbers alone, which drops letters and takes the first of two numbers without a word.
"""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from okoce.accounts import phones as login_phones
from okoce.typed_text import LONGEST, is_blank, tidy
from participants.cleaning.cleaned import Cleaned, refuse

# +62…, 0062…, 62…, the 0 dialled at home after them or alone, or an 8 whose 0 was eaten by Excel.
_INDONESIAN = re.compile(r"(?:(?:\+|00)?620?|0|(?=8))([1-9][0-9]{7,11})")
# A spreadsheet that took the number for an amount wrote .0 behind it: that is no digit of it.
_DECIMAL = re.compile(r"(\+?[0-9]{9,})[.,]([0-9]{1,2})")
# What people add to say that the number answers to WhatsApp.
_WHATSAPP = re.compile(r"(?:https?://)?wa\.me/(?=\+?62)|^wa[.: ]+| ?\((?:wa|whatsapp)\)$", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:\+|00)(?!62)")
NO_PHONE = "+"  # of somebody whose data were deleted
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
MESSAGES = {
    "PHONE_EMPTY": "Isi nomor HP, misalnya 0812-0000-1234.",
    "PHONE_LENGTH": "Jumlah angka nomor HP ini tidak pas; tulis lengkap 10 sampai 13 angka, diawali 08.",
    "PHONE_NONDIGIT": "Nomor HP hanya berisi angka; ketik ulang tanpa huruf, misalnya 0812-0000-1234.",
    "PHONE_MANY": "Ada lebih dari satu nomor; isi satu nomor HP saja.",
    "PHONE_COUNTRY": "Nomor luar negeri belum bisa dipakai; isi nomor Indonesia yang diawali 08 atau +62.",
    "PHONE_TYPE": "Ini bukan nomor HP perorangan; isi nomor HP yang diawali 08.",
}
_LANDLINE = "Ini nomor telepon rumah atau kantor; kode masuk lewat SMS tidak bisa dikirim ke nomor ini."


def clean(text: str | None) -> Cleaned:
    """A mobile number, or a landline with the flag PHONE_TYPE: fine for contact, never for a code."""
    if len(text or "") > LONGEST:
        return refuse("PHONE_LENGTH", MESSAGES)
    typed = tidy(text)
    if is_blank(typed):
        return refuse("PHONE_EMPTY", MESSAGES)
    typed = _WHATSAPP.sub("", typed, count=1)
    if _holds_many(typed):
        return refuse("PHONE_MANY", MESSAGES)
    if decimal := _DECIMAL.fullmatch(typed):
        if int(decimal[2]):
            return refuse("PHONE_LENGTH", MESSAGES)
        typed = decimal[1]
    signs = re.sub(r"[ ().-]", "", typed)
    if not re.fullmatch(r"\+?[0-9]+", signs):
        return refuse("PHONE_NONDIGIT", MESSAGES)
    found = _INDONESIAN.fullmatch(signs)
    if not found:
        return refuse("PHONE_COUNTRY" if _FOREIGN.match(signs) else "PHONE_LENGTH", MESSAGES)
    value = f"+62{found[1]}"
    number = phonenumbers.parse(value)
    kind = phonenumbers.number_type(number)
    if kind in _MOBILE:
        return Cleaned(value, value != text)
    if kind == PhoneNumberType.FIXED_LINE:
        return Cleaned(value, value != text, flags=("PHONE_TYPE",), message=_LANDLINE)
    return refuse("PHONE_TYPE" if phonenumbers.is_valid_number(number) else "PHONE_LENGTH", MESSAGES)


def is_mobile(phone: str) -> bool:
    """A code to log in may be sent only to a mobile number."""
    return phone != NO_PHONE and phonenumbers.number_type(phonenumbers.parse(phone)) in _MOBILE


def shown(phone: str) -> str:
    """0812-0000-1234: as people here write it."""
    return "–" if phone == NO_PHONE else login_phones.shown(phone)


def masked(phone: str) -> str:
    """0812-••••-1234: enough to recognise, too little to call."""
    if phone == NO_PHONE:
        return "–"
    national = "0" + phone.removeprefix("+62")
    return f"{national[:4]}-••••-{national[-4:]}"


def _holds_many(typed: str) -> bool:
    parts = re.split(r"[/,;&|]|\batau\b|\bdan\b", typed)
    if sum(_digits(part) >= 7 for part in parts) > 1:
        return True
    return sum(_digits(part) >= 9 for part in typed.split()) > 1


def _digits(text: str) -> int:
    return len(re.sub("[^0-9]", "", text))
