"""What stands on the paper of a kecamatan, from frozen figures alone. Pure: the same snapshot is the same paper."""

from datetime import date

from okoce.charts import Funnel, FunnelStage, Line, TargetBar, Trend
from okoce.formats import angka, persen, rentang, tanggal, waktu
from okoce.programme.stages import Stage
from reports.figures import trends

REACHED_WHEN = {
    Stage.REGISTRATION: "data lengkap, NIK sah dan unik, dan KTP sudah diperiksa petugas.",
    Stage.TRAINING: "semua modul wajib diikuti di sesi mana pun, hadir minimal {attendance_percent} % pertemuannya.",
    Stage.MENTORING: "minimal {notes} catatan pendampingan berjarak {days_apart} hari, dengan tindak lanjut selesai.",
    Stage.PERMITS: "minimal satu izin usaha terbit dengan nomor dan tanggal, sedikitnya NIB.",
    Stage.MARKETING: "berjualan di bazar dengan penjualan tercatat, atau penjualan pertama di lapak daring.",
    Stage.FINANCES: "minimal {statements} laporan keuangan bulanan dalam {months} bulan.",
    Stage.CAPITAL: "modal sudah cair, tercatat penyalur, jumlah, dan tanggalnya.",
}


def of_kecamatan(figures, known_at, rule_version):
    """The values of templates/reports/papers/pdf/kecamatan.html."""
    cut_off_on = date.fromisoformat(figures["cut_off_on"])
    stages = [_stage(row, figures) for row in figures["stages"]]
    return {
        "figures": figures,
        "has_long_name": len(figures["kecamatan"]) > 20,
        "created": f"{known_at:%Y-%m-%d}",
        "span": rentang(date.fromisoformat(figures["starts_on"]), date.fromisoformat(figures["ends_on"])),
        "until": tanggal(cut_off_on),
        "known": waktu(known_at),
        "year_share": persen(figures["days_passed"], figures["days_total"]),
        "headline": headline(figures),
        "attention": attention(figures),
        "stages": stages,
        "funnel": Funnel(
            id="corong",
            title="Corong tujuh langkah",
            stages=tuple(FunnelStage(row["label"], row["people"]) for row in stages),
            width=415,
        ),
        "trend": trend(figures),
        "kelurahan": [row | {"people": _in_order(row["stages"], figures)} for row in figures["kelurahan"]],
        "sums": _sums(figures),
        "rule_version": rule_version,
        "training": _training(figures["training"]),
        "training_added": _training(figures["training_added"]),
        "reported": _reported(figures["reported"]),
    }


def headline(figures):
    """The whole funnel in one sentence; the first stage is never said alone."""
    first, *others = figures["stages"]
    if not first["people"]:
        return f"Belum ada peserta yang mencapai tahap {first['name']} sampai hari itu."
    *middle, last = [f"{angka(row['people'])} {row['name']}" for row in others]
    return f"Dari {angka(first['people'])} orang yang mencapai tahap {first['name']}: {', '.join(middle)}, dan {last}."


def attention(figures):
    """The stage furthest behind its target for the time of the year; nothing when all are in step."""
    behind = [
        (row["people"] / row["target"], row)
        for row in figures["stages"]
        if row["target"] and row["people"] * figures["days_total"] < row["target"] * figures["days_passed"]
    ]
    if not behind:
        return ""
    row = min(behind, key=lambda pair: pair[0])[1]
    return (
        f"Paling jauh dari target: {row['name']}, {angka(row['people'])} dari {angka(row['target'])} orang "
        f"({persen(row['people'], row['target'])}), sedangkan tahun sudah berjalan "
        f"{persen(figures['days_passed'], figures['days_total'])}."
    )


def trend(figures):
    points = [(date.fromisoformat(point["on"]), point["stages"]) for point in figures["trend"]]
    return Trend(
        id="tren",
        title="Perkembangan per periode",
        labels=tuple(trends.short(day) for day, _ in points),
        lines=tuple(
            Line(row["name"], tuple(stages[row["stage"]] for _, stages in points))
            for row in figures["stages"]
            if row["stage"] in trends.STAGES
        ),
        width=415,
        height=325,
    )


def _stage(row, figures):
    return row | {
        "label": f"{row['number']}. {row['name']}",
        "bar": TargetBar(row["people"], row["target"] or None),
        "share": persen(row["people"], row["target"]),
        "added": f"+{angka(row['added'])}" if row["added"] > 0 else angka(row["added"]),
        "definition": REACHED_WHEN[row["stage"]].format(**figures["measures"]),
    }


def _in_order(people, figures):
    return [people[row["stage"]] for row in figures["stages"]]


def _sums(figures):
    columns = zip(*(_in_order(row["stages"], figures) for row in figures["kelurahan"]), strict=True)
    return {
        "waiting": sum(row["waiting"] for row in figures["kelurahan"]),
        "people": [sum(column) for column in columns],
    }


def _training(row):
    return row | {
        "show_rate": persen(row["attended"], row["booked"]),
        "use_rate": persen(row["booked"], row["seats"]),
    }


def _reported(old):
    if old is None:
        return None
    return old | {"until": tanggal(date.fromisoformat(old["cut_off_on"]))}
