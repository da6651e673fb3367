"""The copy of one's data as answers to a request: whole as JSON, and as a paper to read."""

import re
from datetime import date, datetime

from django.http import HttpResponse, JsonResponse

from okoce import pdf
from okoce.clock import today
from okoce.formats import tanggal, waktu
from participants.privacy import own_data

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d")
_TITLES = {"nik": "NIK", "nomor_hp": "Nomor HP", "rt": "RT", "rw": "RW", "kbli": "KBLI", "pemeriksaan_ktp": "KTP"}


def as_file(person, *, by):
    copy = own_data.export(person, by=by)
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _named(response, person, "json")


def as_paper(person, *, by):
    context = {"person": person, "sections": sections(own_data.export(person, by=by)), "on": today()}
    content = pdf.render("participants/rights/copy_pdf.html", context)
    return _named(HttpResponse(content, content_type="application/pdf"), person, "pdf")


def sections(copy):
    """[(title, [[(label, text)]])]: each part of a copy as blocks of lines. Empty parts say so."""
    found = []
    for name, part in copy.items():
        if name == "dibuat":  # stands in the heading
            continue
        rows = part if isinstance(part, list) else [part] if part else []
        found.append((_title(name), [_lines(row) for row in rows]))
    return found


def _lines(row):
    if not isinstance(row, dict):
        return [("", _text(row))]
    lines = []
    for name, value in row.items():
        if isinstance(value, dict):
            lines += [(f"{_title(name)}, {_inside(label)}", text) for label, text in _lines(value)]
        elif value not in (None, "", [], {}):
            lines.append((_title(name), _text(value)))
    return lines


def _text(value):
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{_inside(label)} {text}" for label, text in _lines(value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return tanggal(date.fromisoformat(value))
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return waktu(datetime.fromisoformat(value))
    return str(value)


def _inside(label):
    """A label within a line: what is an abbreviation stays one."""
    return label if label.isupper() else label.lower()


def _title(name):
    return _TITLES.get(name) or name.replace("_", " ").capitalize()


def _named(response, person, ending):
    name = f"data-saya-{person.registration_number}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
