"""What may be shown of an identity number, and a last net under the logs."""

import logging
import re

_NIK_LIKE = re.compile(r"(?<!\d)\d{16}(?!\d)")
_PHONE_LIKE = re.compile(r"(?<![\d.])(?:\+?62|0)[-. ]?8(?:[-. ]?\d){8,11}(?!\d)")
# PostgreSQL adds the values of the row it refused, over several lines where a text has them.
_ROW_VALUES = re.compile(r"^DETAIL: .*?(?=^(?:CONTEXT: |Traceback |The above |During )|\Z)", re.MULTILINE | re.DOTALL)


def mask_nik(nik: str) -> str:
    """3173••••••••0003: enough to recognise one's own, too little to copy. What is too short to be one stays."""
    if len(nik) <= 8:
        return nik
    return f"{nik[:4]}••••••••{nik[-4:]}"


def blank_nik(text: str) -> str:
    """The text without anything shaped like a NIK."""
    return _NIK_LIKE.sub("[NIK]", text)


def blank_phones(text: str) -> str:
    """The text without anything shaped like a mobile number."""
    return _PHONE_LIKE.sub("[HP]", text)


def blank_row_values(text: str) -> str:
    """The text of a database error without the values of the row that was refused."""
    return _ROW_VALUES.sub("DETAIL: [not logged]\n", text)


class BlankingFormatter(logging.Formatter):
    """Blanks what is shaped like a NIK or a mobile number, and the rows of refused writes, in a line and its traceback.

    Our code logs neither; others might.
    """

    def format(self, record):
        return blank_phones(blank_nik(blank_row_values(super().format(record))))
