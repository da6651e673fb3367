"""Cleaned rows between preview and decision, as bytes, so that writing reads no spreadsheet a second time. Pure."""

import json
import zlib
from datetime import date

from participants.imports.fact_columns import DAYS
from participants.imports.row_verdicts import Judged

_FAST = 1


def pack(rows):
    """Rows as they are before the register is asked."""
    content = [[r.row, r.verdict, r.codes, r.problems, _spelled(r.values), r.flags, r.mended, r.sheet] for r in rows]
    return zlib.compress(json.dumps(content).encode(), _FAST)


def unpack(content):
    return [
        Judged(row, verdict, codes, problems, _read(values), flags, mended=mended, sheet=sheet)
        for row, verdict, codes, problems, values, flags, mended, sheet in json.loads(zlib.decompress(content))
    ]


def _spelled(values):
    return values | {name: values[name].isoformat() for name in DAYS if name in values}


def _read(values):
    return values | {name: date.fromisoformat(values[name]) for name in DAYS if name in values}
