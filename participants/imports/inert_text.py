"""Undoes what okoce/sheets_out.py puts before text that a spreadsheet would compute, when a list comes back. Pure."""

import re

_MADE_INERT = re.compile(r"(^|[;,])'(?=[\s'\"`´‘’“”„«»]*[=+\-@＝＋－＠﹢﹣﹦﹫−])")


def revived(text):
    return _MADE_INERT.sub(r"\1", text) if "'" in text else text
