"""What looks wrong in frozen figures, in words for who approves them. Pure.

Each function takes the figures of one area and those of the edition before (None without one), and yields sentences.
Hidden numbers are None there, and not judged.
"""

from okoce.formats import angka, tanggal

JUMP = 4  # times: more than 300 % more than before
FEWEST = 5  # people of whom a jump says something
MOST = 200  # warnings that are kept of an edition


def of_area(figures, before):
    """Return [{"kind", "code", "name", "words"}] of one area, in the order of the checks."""
    return [
        {"kind": kind, "code": figures["code"], "name": figures["name"], "words": words}
        for kind, check in CHECKS.items()
        for words in check(figures, before)
    ]


def of_edition(figures, before, decrees):
    """The same of all areas, {region code: figures}, the province first; then of the decisions that set targets."""
    found = []
    for code in sorted(figures, key=lambda code: (code.count("."), code)):
        found += of_area(figures[code], before.get(code))
    province = next(iter(sorted(figures, key=len)), "")
    name = figures[province]["name"] if figures else ""
    found += [{"kind": "decree", "code": province, "name": name, "words": words} for words in wrong_decrees(decrees)]
    return found[:MOST]


def parts_differ(figures, before=None):
    """What lies in an area does not add up to it."""
    inside = figures.get("kelurahan", figures.get("areas", []))
    if not inside:
        return
    what = "kelurahan" if "kelurahan" in figures else "wilayah di dalamnya"
    for row in figures["stages"]:
        parts = [part["stages"][row["stage"]] for part in inside]
        if _are_shown(row["people"], *parts) and sum(parts) != row["people"]:
            yield f"{row['name']}: jumlah {what} {angka(sum(parts))}, tertulis {angka(row['people'])}."


def more_than_before_it(figures, before=None):
    """More people at a stage than at one that all of them must have reached."""
    first = earlier = figures["stages"][0]
    for row in figures["stages"][1:]:
        needed = earlier if figures["is_sequential"] else first
        if _are_shown(row["people"], needed["people"]) and row["people"] > needed["people"]:
            yield (
                f"{row['name']} {angka(row['people'])} orang, lebih dari {needed['name']} "
                f"{angka(needed['people'])} orang."
            )
        earlier = row


def fell(figures, before):
    """A figure that only grows is smaller than in the edition before."""
    for row, old in _pairs(figures, before):
        if row["people"] < old:
            yield f"{row['name']} turun dari {angka(old)} menjadi {angka(row['people'])} orang."


def equals_plan(figures, before=None):
    """What was reached is exactly the target."""
    for row in figures["stages"]:
        if row["target"] and row["people"] == row["target"]:
            yield f"{row['name']} persis sama dengan targetnya: {angka(row['target'])} orang."


def jumped(figures, before):
    """More than 300 % more than in the edition before."""
    for row, old in _pairs(figures, before):
        if old >= FEWEST and row["people"] > JUMP * old:
            yield f"{row['name']} melonjak dari {angka(old)} menjadi {angka(row['people'])} orang."


def targets_differ(figures, before=None):
    """The targets of what lies in an area do not add up to its own, or some kecamatan have none."""
    inside = figures.get("areas", [])
    for row in figures["stages"]:
        targets = [area["targets"][row["stage"]] for area in inside]
        if inside and sum(targets) != row["target"]:
            yield f"Target {row['name']}: jumlah {angka(sum(targets))}, tertulis {angka(row['target'])} orang."
        without = targets.count(0)
        if without and any(targets):
            yield f"Target {row['name']} belum ada di {angka(without)} dari {angka(len(targets))} wilayah."


def wrong_decrees(decrees):
    """Decisions whose table did not add up to the sums that stood in it; `decrees`: [(number, day, whether it did)]."""
    for number, signed_on, added_up in decrees:
        if not added_up:
            yield f"Jumlah dalam SK {number} ({tanggal(signed_on)}) tidak cocok dengan rinciannya."


def _are_shown(*numbers):
    return None not in numbers


def _pairs(figures, before):
    """(row of a stage, people in the edition before); those of another year are not compared."""
    if before is None or before["programme"] != figures["programme"]:
        return
    old = {row["stage"]: row["people"] for row in before["stages"]}
    for row in figures["stages"]:
        if _are_shown(row["people"], old.get(row["stage"])):
            yield row, old[row["stage"]]


CHECKS = {
    "parts": parts_differ,
    "stages": more_than_before_it,
    "fell": fell,
    "plan": equals_plan,
    "jump": jumped,
    "targets": targets_differ,
}
KINDS = {
    "parts": "Jumlah bagiannya berbeda",
    "stages": "Lebih banyak daripada tahap yang mendahului",
    "fell": "Angka yang seharusnya hanya naik menjadi turun",
    "plan": "Persis sama dengan target",
    "jump": "Melonjak lebih dari 300 %",
    "targets": "Target tidak lengkap atau jumlahnya berbeda",
    "decree": "Jumlah dalam SK tidak cocok",
}
