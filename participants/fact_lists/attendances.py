"""Lists of who attended trainings of other agencies (imports/actions/kinds.py), and the claims of old lists."""

from okoce.clock import today
from okoce.dates import FIRST_DAY
from okoce.formats import listed, tanggal
from okoce.programme.models import Agency, Module
from okoce.programme.stages import Stage
from okoce.regions.models import Region
from okoce.typed_text import one_line
from participants.agency_trainings import actions
from participants.agency_trainings.models import AgencyAttendance, OldClaim
from participants.cleaning import sheet_cells, sheet_days
from participants.cleaning.sheet_cells import letters
from participants.fact_lists import doubles, named_people, undoing
from participants.fact_lists.writing import BATCH
from participants.fact_lists.writing import write as write_facts
from participants.imports.actions.rows import lock_people as lock
from participants.imports.outlooks import Outlook
from participants.imports.row_verdicts import HOLD, REJECT, SAME, reject, take
from participants.imports.table_reader import Cell

CLAIM = "OLD_CLAIM"  # the flag, of which a doubt is shown
YES = {"SUDAH", "YA", "SELESAI", "LULUS", "HADIR", "IKUT", "V", "X", "1", "SDH", "DONE", "OK", "P2SUDAH"}
MESSAGES = {
    "MODULE_EMPTY": "Isi modul yang diikuti; tanpa modul dan tanggal hanya “sudah” yang dicatat, sebagai klaim lama.",
    "MODULE_UNKNOWN": "Modul ini tidak dikenal; tulis salah satu dari {known}.",
    "AGENCY_EMPTY": "Isi instansi yang menyelenggarakan.",
    "AGENCY_UNKNOWN": "Instansi ini belum ada di daftar instansi; periksa namanya, atau minta Dinas menambahkannya.",
    "PLACE_UNKNOWN": "Kecamatan ini tidak ada di daftar; tulis namanya atau kodenya, atau kosongkan.",
    "CLAIM_NO": "Baris ini tidak menyebut modul, dan kolom P2 tidak berisi “sudah”; tidak ada yang dicatat.",
    "DAY_EMPTY": "Isi hari pelatihannya; tanpa hari kehadiran bukan bukti.",
}
OTHER = "Modul dan hari yang sama disebut dengan instansi lain di baris {row}; cocokkan dengan daftar hadirnya."


def clean(sheet, *, area, places, sex_codes):
    """Judge rows by themselves and against one another."""
    modules, agencies = _by_letters(Module), _by_letters(Agency)
    rows = [_clean(row, modules, agencies, places) for row in sheet.rows]
    settle_doubles(rows)
    return rows


def settle_doubles(rows):
    def what(judged):
        values = judged.values
        return named_people.who(judged), values.get("module"), values.get("attended_on"), values.get("old_claim")

    doubles.settle(rows, what, OTHER)


def _by_letters(model):
    """{letters of a code or name: (code, name)}."""
    rows = list(model.objects.order_by("code").values_list("code", "name"))
    return {letters(text): row for row in rows for text in row}


def _clean(row, modules, agencies, places):
    judged, cells = named_people.start(row, today())
    if not cells:
        return judged
    module, day, agency, kecamatan, claim = (
        cells.get(name, Cell("")) for name in ("module", "attended_on", "agency", "training_place", "old_claim")
    )
    if sheet_cells.is_nothing(module.text):
        _take_claim(judged, module, claim)
        return judged
    _take_named(judged, "module", module, modules)
    if sheet_cells.is_nothing(agency.text):
        reject(judged, "agency", agency, "AGENCY_EMPTY", MESSAGES["AGENCY_EMPTY"])
    else:
        _take_named(judged, "agency", agency, agencies)
    lacks = {"empty": MESSAGES["DAY_EMPTY"], "too_late": actions.NOT_YET}
    take(judged, "attended_on", day, sheet_days.read(day.text, earliest=FIRST_DAY, latest=today(), **lacks))
    if not sheet_cells.is_nothing(kecamatan.text):
        code = places.code("kecamatan", kecamatan.text)
        if code:
            judged.values["training_place"] = code
        else:
            reject(judged, "training_place", kecamatan, "PLACE_UNKNOWN", MESSAGES["PLACE_UNKNOWN"])
    return judged


def _take_named(judged, field, cell, known):
    found = known.get(letters(cell.text))
    if found:
        judged.values[field] = found[0]
        return
    code = f"{field}_unknown".upper()
    names = listed(dict.fromkeys(f"“{name}”" for _, name in list(known.values())[:24]))
    reject(judged, field, cell, code, MESSAGES[code].format(known=names))


def _take_claim(judged, module, claim):
    """Only what says that it was done, and neither where nor when: kept apart, and evidence of nothing."""
    text = one_line(claim.text)
    if sheet_cells.is_nothing(text):
        reject(judged, "module", module, "MODULE_EMPTY", MESSAGES["MODULE_EMPTY"])
    elif letters(text) not in YES:
        judged.refuse(REJECT, "CLAIM_NO", message=MESSAGES["CLAIM_NO"])
    else:
        judged.values["old_claim"] = f"P2 {text.lower()}"[:60]
        judged.flags.append(CLAIM)


def compare(rows, *, area, by):
    """Judge rows against what stands in the register."""
    pairs = named_people.settle(rows, area=area, by=by)
    ids = [person.pk for _, person in pairs]
    standing = AgencyAttendance.objects.standing().filter(participant__in=ids).select_related("module", "agency")
    known = {(row.participant_id, row.module.code, row.attended_on): row for row in standing}
    claims = set(OldClaim.objects.filter(participant__in=ids).values_list("participant_id", "text"))
    for judged, person in pairs:
        values = judged.values
        row = known.get((person.pk, values.get("module"), values.get("attended_on")))
        if (person.pk, values.get("old_claim")) in claims or (row and row.agency.code == values["agency"]):
            judged.verdict = SAME
        elif row:
            words = {"module": row.module, "day": tanggal(row.attended_on), "agency": row.agency}
            judged.refuse(HOLD, "ATTENDED_ELSEWHERE", message=actions.KNOWN.format(**words))


def note_days(rows):
    """Nothing is changed by such a list."""


def write(rows, *, item, year, reason):
    modules, agencies = ({row.code: row for row in model.objects.all()} for model in (Module, Agency))
    regions = Region.objects.in_bulk({j.values["training_place"] for j in rows if j.values.get("training_place")})
    source = f"daftar yang diunggah {tanggal(item.uploaded_at)} (impor {item.pk})"

    def act(judged, person):
        values = judged.values
        if text := values.get("old_claim"):
            made = actions.claim(person, by=item.confirmed_by, text=text, source=source)
            return {"fact": made.pk, "claim": True, "values": plain_claim(made), "new": True}
        made = actions.add(
            person,
            by=item.confirmed_by,
            module=modules[values["module"]],
            attended_on=values["attended_on"],
            agency=agencies[values["agency"]],
            kecamatan=regions.get(values.get("training_place")),
        )
        return {"fact": made.pk, "values": plain(made), "new": True}

    return write_facts(rows, act, item=item, reason=reason)


def plain(row):
    """What of an attendance is as the list wrote it."""
    return [row.module_id, row.attended_on.isoformat(), row.agency_id, row.kecamatan_id]


def plain_claim(row):
    return [row.text, row.source]


def outlook(log, *, area):
    attended = {key: entry for key, entry in log.items() if "claim" not in entry}
    claimed = {key: entry for key, entry in log.items() if "claim" in entry}
    one = undoing.outlook(attended, area=area, model=AgencyAttendance, plain=plain, stage=Stage.TRAINING)
    other = undoing.outlook(claimed, area=area, model=OldClaim, plain=plain_claim)
    return Outlook(new=one.new | other.new, kept=one.kept | other.kept)


def take_back(found, *, item, key):
    """Void attendances and drop claims. Return the ids of the people."""
    for entry in found.new.values():
        if "claim" in entry:
            OldClaim.objects.filter(pk=entry["fact"]).delete()
        else:
            row = AgencyAttendance.objects.get(pk=entry["fact"])
            actions.void(row, by=item.undone_by, reason=item.undoing_reason)
    return [entry["pk"] for entry in found.new.values()]


def announce(ids, *, key):
    """Nobody else waits for them."""


def is_lost_race(error):
    return False


__all__ = [
    "BATCH", "announce", "clean", "compare", "is_lost_race", "lock", "note_days", "outlook", "settle_doubles",
    "take_back", "write",
]  # fmt: skip
