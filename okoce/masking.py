"""What may be shown of an identity number, and a last net under the logs."""

import logging
import re

_NIK_LIKE = re.compile(r"(?<!\d)\d{16}(?!\d)")


def mask_nik(nik: str) -> str:
    """3173••••••••0003: enough to recognise one's own, too little to copy. What is too short to be one stays."""
    if len(nik) <= 8:
        return nik
    return f"{nik[:4]}••••••••{nik[-4:]}"


def blank_nik(text: str) -> str:
    """The text without anything shaped like a NIK."""
    return _NIK_LIKE.sub("[NIK]", text)


class BlankingFormatter(logging.Formatter):
    """Blanks anything shaped like a NIK in a log line, with its traceback. Our code never logs one; others might."""

    def format(self, record):
        return blank_nik(super().format(record))
