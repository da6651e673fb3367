"""The outcome of a judged spreadsheet, as the kept report and as the answer of the command. Pure."""

from collections import Counter
from datetime import date

from okoce.formats import rupiah, tanggal
from participants.cleaning import nik, person_names, phones
from participants.imports import row_verdicts
from participants.imports.fact_columns import DAYS, TITLES

VERDICTS = {
    row_verdicts.NEW: "baru",
    row_verdicts.SAME: "sama",
    row_verdicts.UPDATE: "diubah",
    row_verdicts.HOLD: "ditahan",
    row_verdicts.REJECT: "ditolak",
    row_verdicts.SKIP: "bukan data",
}

HEADER = ["Baris", "Putusan", "Nama", "Kolom", "Keterangan", "Tertulis di berkas", "Lembar"]
_SHOWN_AS = {"phone": phones.masked, "takings": rupiah}
# {flag: (field, what is to be said of it)}
DOUBTS = {flag: ("nik", message) for flag, message in nik.FLAG_MESSAGES.items()}
DOUBTS |= {flag: ("name", message) for flag, message in person_names.FLAG_MESSAGES.items()}
DOUBTS |= {"OLD_CLAIM": ("old_claim", "Tanpa modul dan tanggal: dicatat sebagai klaim lama, bukan bukti.")}
DOUBTS |= {"PHONE_TYPE": ("phone", "Nomor ini telepon rumah atau kantor; kode masuk tidak bisa dikirim ke sana.")}


def counts(rows):
    """{verdict: rows}, each of the six."""
    return dict.fromkeys(VERDICTS, 0) | Counter(judged.verdict for judged in rows)


def counted(counts):
    """[(word of the verdict, rows)] of those that any row has, in the order of VERDICTS."""
    return [(word, counts[verdict]) for verdict, word in VERDICTS.items() if counts.get(verdict)]


def file_verdict(rows):
    found = {judged.verdict for judged in rows}
    return "accept_with_errors" if found & {row_verdicts.HOLD, row_verdicts.REJECT} else "accept"


def report(rows, places):
    """Each row's verdict, and every row that is not simply taken or known with what is to be said of it.

    `seen` holds what stood in the register where a row changes something: writing compares with it.
    """
    return {
        "seen": {j.key: {name: getattr(j.known, name) for name in j.changes} for j in rows if j.changes},
        "verdicts": {judged.key: judged.verdict for judged in rows},
        "rows": [line(judged, places) for judged in rows if _is_listed(judged)],
        "doubts": doubts(rows),
    }


def patched(kept, rows, judged_anew, places):
    """The kept report after some rows were judged anew; `rows` are all of the file, as they are staged."""
    keys = {judged.key for judged in judged_anew}
    part = report(judged_anew, places)
    verdicts = kept["verdicts"] | part["verdicts"]
    places_in_file = {judged.key: at for at, judged in enumerate(rows)}
    lines = [row for row in kept["rows"] if row["key"] not in keys] + part["rows"]
    new = [judged for judged in rows if verdicts[judged.key] == row_verdicts.NEW]
    return kept | {
        "seen": {key: seen for key, seen in kept["seen"].items() if key not in keys} | part["seen"],
        "verdicts": verdicts,
        "rows": sorted(lines, key=lambda row: places_in_file[row["key"]]),
        "doubts": doubts(new),
    }


def without(failed, done, *, has_sheets):
    """The table of failed rows without those in `done`, {(sheet, row number)}."""
    if not failed:
        return []
    heads, *rows = failed
    rows = [row for row in rows if (row[-3] if has_sheets else "", row[-2]) not in done]
    return [heads, *rows] if rows else []


def by_sheet(rows, sheets):
    """The sheets of a file, as {"title", "rows"}, each with the counts of its rows."""
    return _with_counts(Counter((judged.sheet, judged.verdict) for judged in rows), sheets)


def _with_counts(found, sheets):
    titled = len(sheets) > 1
    return [
        {
            "title": sheet["title"],
            "rows": sheet["rows"],
            "counts": {word: found[sheet["title"] if titled else "", word] for word in VERDICTS},
        }
        for sheet in sheets
    ]


def totals(rows, verdicts, sheets):
    """(counts, sheets with their counts) by {row: verdict}; what `counts` and `by_sheet` say of judged rows."""
    found = Counter((judged.sheet, verdicts[judged.key]) for judged in rows)
    return dict.fromkeys(VERDICTS, 0) | Counter(verdicts.values()), _with_counts(found, sheets)


def _doubts(judged):
    """What an officer has to look at in a row that is written all the same."""
    flags = judged.flags if judged.verdict == row_verdicts.NEW else ()
    found = [{"column": TITLES[DOUBTS[f][0]], "message": DOUBTS[f][1], "text": ""} for f in flags if f in DOUBTS]
    if judged.verdict not in (row_verdicts.NEW, row_verdicts.UPDATE):
        return found
    return found + [
        {"column": m["column"], "message": f"Huruf yang rusak dibaca “{m['after']}”; cocokkan.", "text": m["before"]}
        for m in judged.mended
    ]


def doubts(rows):
    """Each doubt on new rows with the number of rows it is about: where all have it, a column is wrong."""
    new = [judged for judged in rows if judged.verdict == row_verdicts.NEW]
    found = Counter(flag for judged in new for flag in set(judged.flags) if flag in DOUBTS)
    return [{"message": DOUBTS[flag][1], "rows": n, "of": len(new)} for flag, n in found.most_common()]


def _is_listed(judged):
    """Whether a row is not simply taken or known."""
    return bool(judged.problems or judged.changes or _doubts(judged))


def line(judged, places):
    """One row of the kept report, with what is to be said of it."""
    return {
        "row": judged.row,
        "key": judged.key,
        "sheet": judged.sheet,
        "doubts": _doubts(judged),
        "verdict": judged.verdict,
        "name": judged.values.get("name", ""),
        "changed_meanwhile": "CHANGED" in judged.codes,
        "problems": [*judged.problems, *row_verdicts.moves(judged, places)],
        "changes": [_values_of(judged, name, places) for name in judged.changes],
        "held": [_values_of(judged, name, places) for name in judged.held],
    }


def _values_of(judged, name, places):
    """What stands in the register and what the file says, of one field."""
    return {
        "field": name,
        "day": judged.days.get(name, ""),
        "column": TITLES[name],
        "before": _shown(name, getattr(judged.known, name), places),
        "after": _shown(name, judged.values[name], places),
    }


def _shown(name, value, places):
    if name in _SHOWN_AS:
        return _SHOWN_AS[name](value)
    if name in DAYS:
        return tanggal(date.fromisoformat(str(value)))
    return places.names[value] if name == "kelurahan" else value


def mended_lines(events):
    """What was mended on the page as lines under HEADER, one per cell; the file's own text stands in them."""
    for event in events:
        for cell in event["cells"]:
            message = f"dibetulkan {event['by']} menjadi “{cell['after'] or '(kosong)'}”"
            yield [event["row"], "dibetulkan", event["name"], cell["column"], message, cell["before"], event["sheet"]]
        for problem in event["problems"]:
            said = [problem["column"], f"semula: {problem['message']}", problem["text"]]
            yield [event["row"], "dibetulkan", event["name"], *said, event["sheet"]]


def lines(rows):
    """The kept report as lines under HEADER: one per reason, one per changed field."""
    for row in rows:
        start, sheet = [row["row"], VERDICTS[row["verdict"]], row["name"]], row["sheet"]
        for problem in [*row["problems"], *row["doubts"]]:
            yield [*start, problem["column"], problem["message"], problem["text"], sheet]
        for change in row["changes"]:
            yield [*start, change["column"], f"semula {change['before'] or '(kosong)'}", change["after"], sheet]
        for value in row.get("held", ()):
            yield [*start, value["column"], f"kini {value['before'] or '(kosong)'}", value["after"], sheet]


def changing(rows):
    """{field: how many of the kept rows change it}, in the order of the columns."""
    found = Counter(
        change["field"] for row in rows if row["verdict"] == row_verdicts.UPDATE for change in row["changes"]
    )
    return {name: found[name] for name in TITLES if found[name]}


def failed_numbers(rows, sheets):
    """{sheet title: numbers} of the held and refused rows."""
    found = {}
    for judged in rows:
        if judged.verdict in (row_verdicts.HOLD, row_verdicts.REJECT):
            found.setdefault(judged.sheet or sheets[0]["title"], set()).add(judged.row)
    return found


def failed(rows, sheets, originals):
    """[heads, *rows] of the held and refused rows in the columns of their file, each with where it stands and why."""
    heads = list(dict.fromkeys(key for titles, _ in originals.values() for key in _numbered(titles)))
    lines = [[*(title for title, _ in heads), *(["Lembar"] if len(sheets) > 1 else []), "Baris", "Alasan"]]
    for judged in rows:
        titles, texts = originals.get(judged.sheet or sheets[0]["title"], ([], {}))
        if judged.verdict not in (row_verdicts.HOLD, row_verdicts.REJECT) or judged.row not in texts:
            continue
        cells = dict(zip(_numbered(titles), texts[judged.row], strict=False))
        reasons = " ".join(f"{p['column']}: {p['message']}" if p["column"] else p["message"] for p in judged.problems)
        place = [judged.sheet, judged.row] if len(sheets) > 1 else [judged.row]
        lines.append([*(cells.get(head, "") for head in heads), *place, reasons])
    return lines if len(lines) > 1 else []


def _numbered(titles):
    """Each title with how often it stood before: a file may have one twice."""
    seen = Counter()
    for title in titles:
        yield title, seen[title]
        seen[title] += 1


def answer(rows, places):
    """For programs: every row with its codes and what would be stored, by the columns' titles."""
    return [
        {
            "sheet": judged.sheet,
            "row": judged.row,
            "verdict": judged.verdict,
            "codes": judged.codes,
            "messages": [p["message"] for p in judged.problems],
            "doubts": [doubt["message"] for doubt in _doubts(judged)],
            "values": _values(judged.values, places),
        }
        for judged in rows
    ]


def _values(values, places):
    columns = {TITLES[name]: str(value) for name, value in values.items() if name in TITLES}
    if home := values.get("kelurahan"):
        kecamatan = places.parents[home]
        columns["Kelurahan"], columns["Kecamatan"] = places.names[home], places.names[kecamatan]
        columns["Kota"] = places.names[places.parents[kecamatan]]
    return columns
