"""What the first page asks to be decided, from frozen figures: the gap, then at most three questions. Pure.

Parts that other rooms froze are used where they are there: `forecast` (its words) and `actions`.
"""

from okoce.formats import angka, persen, tanggal
from okoce.programme.stages import Stage
from reports.papers import paces

MOST = 3


def answer(figures):
    """The gap that a paper opens with: {"number", "unit", "say", "more"}; words alone where nothing has a target."""
    row = paces.lead(figures)
    if row is None:
        return {
            "row": None,
            "number": "",
            "unit": "",
            "of": "",
            "say": "Belum ada target untuk wilayah ini.",
            "more": "",
        }
    gap = paces.gap(row)
    if not gap:
        say = f"Target {row['name']} setahun sudah tercapai."
        of = f"dari target {angka(row['target'])}"
        return {"row": row, "number": angka(row["people"]), "unit": "orang selesai", "of": of, "say": say, "more": ""}
    return {
        "row": row,
        "number": angka(gap),
        "unit": "orang lagi menuju",
        "of": f"target {angka(row['target'])}",
        "say": _verdict(row, figures),
        "more": _rate(row, figures),
    }


def _verdict(row, figures):
    words = forecast(figures)["words"]
    if words and row["stage"] == Stage.TRAINING:
        return f"{row['name']}: {words}."
    behind = paces.behind(row, figures)
    if not behind:
        return f"{row['name']} sesuai laju tahun ini."
    return f"{row['name']} tertinggal {angka(behind)} orang dari laju tahun ini."


def _rate(row, figures):
    needed = paces.needed_a_fortnight(row, figures)
    if needed is None:
        return "Tahun program sudah berakhir."
    now = "" if row["added"] is None else f" Dua pekan ini: {paces.changed(row['added'])}."
    until = tanggal(paces.year_ends_on(figures))
    return f"Perlu {angka(needed)} orang tiap dua pekan sampai {until}.{now}"


def forecast(figures):
    """What reports/forecast froze of an area: {"words", "missing"}; empty words where it froze nothing."""
    return (figures.get("parts") or {}).get("forecast") or {"words": "", "missing": 0}


def questions(figures):
    """At most three questions with their facts, the gap first."""
    asked = [ask(figures) for ask in (_gap, _loss, _absent, _waiting, _steepest)]
    return [question for question in asked if question][:MOST]


def _gap(figures):
    row = paces.lead(figures)
    gap = row and paces.gap(row)
    if not gap:
        return None
    if row["stage"] == Stage.TRAINING and (found := _sessions_missing(row["people"], gap, figures)):
        missing, fact = found
        return {"ask": f"Tambah {angka(missing)} sesi pelatihan sampai akhir tahun?", "fact": fact}
    return {"ask": f"Apa yang mempercepat {row['name']}?", "fact": _rate(row, figures)}


def _sessions_missing(people, gap, figures):
    """(sessions to add, the fact behind it): of the forecast, else by what sessions brought so far; None: unknown."""
    held = figures["training"]["sessions"]
    so_far = f"{angka(held)} sesi menghasilkan {angka(people)} orang selesai"
    expected = forecast(figures)
    if expected["missing"]:
        return expected["missing"], f"{so_far}; sesi yang terjadwal tidak cukup untuk {angka(gap)} orang lagi."
    if expected["words"] or not held or not people:
        return None
    missing = -(-gap * held // people)
    fact = f"{so_far}; untuk {angka(gap)} orang lagi, dengan hasil yang sama, perlu {angka(missing)} sesi."
    return missing, fact


def _loss(figures):
    found = paces.largest_loss(figures)
    if not found:
        return None
    before, after, lost = found
    fact = (
        f"{before['name']} {angka(before['people'])} orang, {after['name']} {angka(after['people'])} orang: "
        f"{persen(after['people'], before['people'])} lanjut. Kehilangan orang terbesar di sini."
    )
    return {"ask": f"Siapa mengajak {angka(lost)} orang dari {before['name']} ke {after['name']}?", "fact": fact}


def _absent(figures):
    training = figures["training_added"]
    absent = paces.minus(training["booked"], training["attended"])
    if not absent or absent < 0:
        return None
    fact = (
        f"Periode ini {angka(training['booked'])} kursi dipesan dan {angka(training['attended'])} orang hadir "
        f"({persen(training['attended'], training['booked'])})."
    )
    return {"ask": f"Siapa menelepon {angka(absent)} pemesan kursi yang tidak datang?", "fact": fact}


def _waiting(figures):
    if not figures["waiting"]:
        return None
    fact = "Mereka sudah mendaftar, tetapi belum dihitung di langkah mana pun."
    return {"ask": f"Siapa memeriksa KTP {angka(figures['waiting'])} orang yang menunggu?", "fact": fact}


def _steepest(figures):
    found = paces.steepest_loss(figures)
    if not found or found == paces.largest_loss(figures):
        return None
    before, after, _ = found
    going_on = persen(after["people"], before["people"])
    fact = f"{angka(after['people'])} dari {angka(before['people'])} orang, bagian terkecil di antara tujuh langkah."
    return {"ask": f"Mengapa hanya {going_on} lanjut dari {before['name']} ke {after['name']}?", "fact": fact}
