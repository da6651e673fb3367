"""Parts that papers of all levels share, from frozen figures alone. Pure: the same snapshot is the same paper."""

from dataclasses import dataclass
from datetime import date, datetime

from okoce.charts import GapBar, PaceLine
from okoce.charts.picture import text
from okoce.formats import UNKNOWN, angka, rentang, tanggal, tanggal_pendek, waktu
from okoce.programme.stages import Stage
from reports.figures import trends
from reports.papers import decisions, paces

REACHED_WHEN = {
    Stage.REGISTRATION: "data lengkap, NIK sah dan unik, dan KTP sudah diperiksa petugas.",
    Stage.TRAINING: "semua modul wajib diikuti di sesi mana pun, hadir minimal {attendance_percent} % pertemuannya.",
    Stage.MENTORING: "minimal {notes} catatan pendampingan berjarak {days_apart} hari, dengan tindak lanjut selesai.",
    Stage.PERMITS: "minimal satu izin usaha terbit dengan nomor dan tanggal, sedikitnya NIB.",
    Stage.MARKETING: "berjualan di bazar dengan penjualan tercatat, atau penjualan pertama di lapak daring.",
    Stage.FINANCES: "minimal {statements} laporan keuangan bulanan dalam {months} bulan.",
    Stage.CAPITAL: "modal sudah cair, tercatat penyalur, jumlah, dan tanggalnya.",
}
BAR = 120
MANY = 3  # actions: more need lower lines
MOST_ACTIONS, ACTION_LINE, FIRST_PAGE_ROOM = 5, 8.5, 62  # mm
NOTE_FRAME, NOTE_LINE, NOTE_WIDTH = 6, 4.1, 115  # mm, mm, letters


@dataclass(frozen=True)
class StepBar:
    """How many of the stage before went on: solid for those who did, pale for those who did not."""

    before: int
    people: int
    most: int
    desc: str

    @property
    def pale(self):
        return text(BAR * self.before / self.most)

    @property
    def solid(self):
        return text(BAR * self.people / self.most)


def heading(figures, known_at, name):
    """Title, running lines and the dates of a paper."""
    cut_off_on = date.fromisoformat(figures["cut_off_on"])
    until, known = tanggal(cut_off_on), waktu(known_at)
    meeting_on = figures.get("meeting_on")
    span = rentang(date.fromisoformat(figures["starts_on"]), date.fromisoformat(figures["ends_on"]))
    return {
        "title": f"Lembar rapat {name}, periode {figures['period']}",
        "running": f"{name} · periode {figures['period']}",
        "footing": f"Angka sampai {until}, diketahui sampai {known}",
        "created": f"{known_at:%Y-%m-%d}",
        "programme": figures["programme"],
        "period": figures["period"],
        "span": span,
        "meeting": tanggal(date.fromisoformat(meeting_on)) if meeting_on else "",
        "until": until,
        "known": known,
    }


def page_of_decisions(figures):
    """What the first page of every paper shows."""
    answer = decisions.answer(figures)
    row = answer["row"]
    bar = None
    if row:
        pace = paces.expected(row, figures)
        bar = GapBar(id="celah", title=row["name"], done=row["people"], target=row["target"], pace=pace)
        answer |= {"done": angka(row["people"]), "missing": angka(paces.gap(row)), "pace": angka(pace)}
    texts, questions = notes(figures), decisions.questions(figures)
    rows = actions(figures)[: _room_for_actions(texts)]
    return {
        "answer": answer | {"bar": bar},
        "questions": questions,
        "actions": rows,
        "notes": texts,
        "is_airy": not rows and not texts,
        "is_bare": len(questions) < decisions.MOST,
        "is_crowded": len(rows) > MANY or bool(texts),
        "funnel": funnel(figures),
        "loss": loss(figures),
        "picture": pace_picture(figures),
    }


def notes(figures):
    """The paragraphs that Dinas and Sudin wrote to an edition."""
    edition = figures.get("edition") or {}
    return [text for text in (edition.get("paragraph"), edition.get("kota_paragraph")) if text]


def _room_for_actions(texts):
    """How many actions fit on the first page below these paragraphs, in millimetres of its low lines."""
    taken = sum(NOTE_FRAME + NOTE_LINE * -(-len(words) // NOTE_WIDTH) for words in texts)
    return max(min(int((FIRST_PAGE_ROOM - taken) / ACTION_LINE), MOST_ACTIONS), 1)


def actions(figures):
    """Actions of the meetings before with what was measured since (reports/meetings); none where none was frozen."""
    return [_action(row) for row in (figures.get("parts") or {}).get("actions") or []]


def _action(row):
    return {
        "title": row["what"],
        "figure": row["figure"],
        "owner": row["owner"] or "tanpa pemilik",
        "due": tanggal_pendek(date.fromisoformat(row["due_on"])),
        "expected": paces.changed(row["expected"]),
        "measured": paces.changed(row["change"]),
        "word": row["state"],
        "tone": row["tone"],
    }


def funnel(figures):
    """The seven stages with how many went on; what is hidden has no bar."""
    rows, before = [], None
    most = max([row["people"] or 0 for row in figures["stages"]] + [1])
    hot = paces.largest_loss(figures)
    for row in figures["stages"]:
        going_on = "" if before is None else paces.share(row["people"], before["people"])
        bar = None
        if row["people"] is not None:
            said = f"{row['name']}: {angka(row['people'])} orang"
            bar = StepBar((before or row)["people"] or 0, row["people"], most, said)
        shown = {"label": label(row), "people": paces.shown(row["people"]), "share": going_on, "bar": bar}
        rows.append(shown | {"is_hot": bool(hot) and row is hot[1]})
        before = row
    return rows


def loss(figures):
    """The largest loss between two stages, and the steepest where that is another one."""
    most, steepest = paces.largest_loss(figures), paces.steepest_loss(figures)
    if not most:
        return ""
    words = f"Kehilangan terbesar: {most[0]['name']} ke {most[1]['name']}, {angka(most[2])} orang."
    if steepest != most:
        words += f" Paling sedikit lanjut: {steepest[0]['name']} ke {steepest[1]['name']}."
    return words


def pace_picture(figures):
    """The stage that the paper opens with over fortnights; training where nothing has a target."""
    lead = paces.lead(figures)
    row = lead or next((row for row in figures["stages"] if row["stage"] == Stage.TRAINING), figures["stages"][0])
    points = figures["trend"]
    passed = [paces.passed_by(point["on"], figures) for point in points]
    return PaceLine(
        id="laju",
        title=f"{row['name']} terhadap laju" if lead else f"{row['name']} tiap periode",
        labels=tuple(trends.short(date.fromisoformat(point["on"])) for point in points),
        done=tuple(point["stages"][row["stage"]] for point in points),
        pace=tuple(row["target"] * max(days, 0) // figures["days_total"] for days in passed),
        target=row["target"] or 0,
    )


def stages(figures):
    """Stage × people, before, change, pace, target, gap, share that went on."""
    rows, before = [], None
    for row in figures["stages"]:
        shown = {
            "label": label(row),
            "people": paces.shown(row["people"]),
            "before": paces.shown(paces.minus(row["people"], row["added"])),
            "added": paces.changed(row["added"]),
            "share": UNKNOWN if before is None else paces.share(row["people"], before["people"]),
            "target": angka(row["target"]) if row["target"] else "",
        }
        if row["target"]:
            shown |= {"expected": angka(paces.expected(row, figures)), "gap": paces.shown(paces.gap(row))}
        rows.append(shown)
        before = row
    return rows


def corrections(figures):
    """What earlier papers said and what is known now: of the edition that this one corrects, and of the period before.

    [{"period", "edition", "until", "changes": [(name, words)]}]; none where there was no paper before.
    """
    found = [figures.get("corrected"), figures["reported"]]
    return [_correction(old) for old in found if old]


def _correction(old):
    return {
        "period": old["period"],
        "edition": old.get("edition"),
        "until": tanggal(date.fromisoformat(old["cut_off_on"])),
        "changes": [(row["name"], row["words"]) for row in old["changes"]],
    }


def meanings(figures):
    """Definitions in short: [(word, meaning)]."""
    stages = [(row["name"], REACHED_WHEN[row["stage"]].format(**figures["measures"])) for row in figures["stages"]]
    share = f"{angka(100 * figures['days_passed'] / figures['days_total'])} %" if figures["days_total"] else UNKNOWN
    return [
        *stages,
        ("Seharusnya", f"target setahun dikali bagian tahun yang sudah lewat ({share})."),
        ("Rapat lalu", "angka pada hari sebelum periode ini dimulai."),
        (
            "Lanjut",
            "persen dari orang di langkah sebelumnya. Satu orang dihitung satu kali tiap langkah, di kelurahan tempat "
            "tinggalnya pada hari langkah itu tercapai.",
        ),
    ]


def seal(figures, rule_version, fingerprint, check):
    """Who approved it and how it is verified; `check`: {"address", "qr"} of the page that verifies, or None."""
    edition = figures.get("edition") or {}
    approved_at = edition.get("approved_at")
    return {
        "number": edition.get("number", ""),
        "approved_by": edition.get("approved_by", ""),
        "approved_at": waktu(datetime.fromisoformat(approved_at)) if approved_at else "",
        "is_draft": not approved_at,
        "rule_version": rule_version,
        "fingerprint": " ".join(fingerprint[i : i + 8] for i in range(0, len(fingerprint), 8)),
        "check": check,
    }


def label(row):
    return f"{row['number']}. {row['name']}"
