"""The outcome of a judged spreadsheet, as the kept report and as the answer of the command. Pure."""

from collections import Counter

from participants.cleaning import phones
from participants.imports import row_verdicts
from participants.imports.table_reader import COLUMNS

VERDICTS = {
    row_verdicts.NEW: "baru",
    row_verdicts.SAME: "sama",
    row_verdicts.UPDATE: "diubah",
    row_verdicts.HOLD: "ditahan",
    row_verdicts.REJECT: "ditolak",
    row_verdicts.SKIP: "bukan data",
}

HEADER = ["Baris", "Putusan", "Nama", "Kolom", "Keterangan", "Tertulis di berkas"]


def counts(rows):
    """{verdict: rows}, each of the six."""
    return dict.fromkeys(VERDICTS, 0) | Counter(judged.verdict for judged in rows)


def file_verdict(rows):
    found = {judged.verdict for judged in rows}
    return "accept_with_errors" if found & {row_verdicts.HOLD, row_verdicts.REJECT} else "accept"


def report(rows, places):
    """Each row's verdict, and every row that is not simply taken or known with what is to be said of it.

    `seen` holds what stood in the register where a row changes something: writing compares with it.
    """
    return {
        "seen": {str(j.row): {name: getattr(j.known, name) for name in j.changes} for j in rows if j.changes},
        "verdicts": {str(judged.row): judged.verdict for judged in rows},
        "rows": [_row_lines(judged, places) for judged in rows if judged.problems or judged.changes],
    }


def _row_lines(judged, places):
    return {
        "row": judged.row,
        "verdict": judged.verdict,
        "name": judged.values.get("name", ""),
        "changed_meanwhile": "CHANGED" in judged.codes,
        "problems": judged.problems,
        "changes": [_values_of(judged, name, places) for name in judged.changes],
        "held": [_values_of(judged, name, places) for name in judged.held],
    }


def _values_of(judged, name, places):
    """What stands in the register and what the file says, of one field."""
    return {
        "column": COLUMNS[name].title,
        "before": _shown(name, getattr(judged.known, name), places),
        "after": _shown(name, judged.values[name], places),
    }


def _shown(name, value, places):
    if name == "phone":
        return phones.masked(value)
    return places.names[value] if name == "kelurahan" else value


def lines(rows):
    """The kept report as lines under HEADER: one per reason, one per changed field."""
    for row in rows:
        start = [row["row"], VERDICTS[row["verdict"]], row["name"]]
        for problem in row["problems"]:
            yield [*start, problem["column"], problem["message"], problem["text"]]
        for change in row["changes"]:
            yield [*start, change["column"], f"semula {change['before'] or '(kosong)'}", change["after"]]
        for value in row.get("held", ()):
            yield [*start, value["column"], f"kini {value['before'] or '(kosong)'}", value["after"]]


def answer(rows, places):
    """For programs: every row with its codes and what would be stored, by the columns' titles."""
    return [
        {
            "row": judged.row,
            "verdict": judged.verdict,
            "codes": judged.codes,
            "messages": [p["message"] for p in judged.problems],
            "values": _values(judged.values, places),
        }
        for judged in rows
    ]


def _values(values, places):
    columns = {COLUMNS[name].title: str(value) for name, value in values.items() if name in COLUMNS}
    if home := values.get("kelurahan"):
        kecamatan = places.parents[home]
        columns["Kelurahan"], columns["Kecamatan"] = places.names[home], places.names[kecamatan]
        columns["Kota"] = places.names[places.parents[kecamatan]]
    return columns
