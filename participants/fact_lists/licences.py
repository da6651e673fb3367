"""Lists of business licences (imports/actions/kinds.py): issued ones, with number and day."""

from okoce.clock import today, wib_day
from okoce.dates import OLDEST_PAPER
from okoce.programme.stages import Stage
from participants.cleaning import licence_numbers, sheet_days
from participants.fact_lists import doubles, named_people, undoing
from participants.fact_lists.writing import BATCH
from participants.fact_lists.writing import write as write_facts
from participants.imports.actions.rows import lock_people as lock
from participants.imports.row_verdicts import HOLD, NEW, SAME, UPDATE, take
from participants.permits import actions as permits
from participants.permits.models import Licence

State, Kind = Licence.State, Licence.Kind
ONE_EACH = {Kind.NIB}  # a business has one
OTHER_DAY = "Nomor izin yang sama bertanggal lain di baris {row}; cocokkan dengan surat izinnya."
OTHER_OWNER = "Nomor izin ini juga ada di baris {row} untuk orang lain; cocokkan dengan surat izinnya."
OTHER_NIB = "Orang ini punya NIB lain di baris {row}; satu usaha satu NIB, cocokkan dengan surat NIB-nya."
HAS_NIB = "Usaha ini sudah tercatat dengan NIB lain ({number}); bila salah, batalkan dulu di halaman orangnya."
TAKEN = "Nomor izin ini sudah tercatat untuk {whom}; cocokkan dengan surat izinnya."


def clean(sheet, *, area, places, sex_codes):
    """Judge rows by themselves and against one another."""
    rows = [_clean(row) for row in sheet.rows]
    settle_doubles(rows)
    return rows


def settle_doubles(rows):
    def numbered(judged):
        return judged.values["licence_kind"], judged.values["licence_number"]

    doubles.settle(rows, lambda judged: (named_people.who(judged), numbered(judged)), OTHER_DAY)
    doubles.settle(rows, numbered, OTHER_OWNER)
    single = [judged for judged in rows if judged.verdict == NEW and judged.values["licence_kind"] in ONE_EACH]
    doubles.settle(single, lambda judged: (named_people.who(judged), judged.values["licence_kind"]), OTHER_NIB)


def _clean(row):
    judged, cells = named_people.start(row, today())
    if not cells:
        return judged
    kind, number, day = (cells[name] for name in ("licence_kind", "licence_number", "issued_on"))
    take(judged, "licence_kind", kind, licence_numbers.kind(kind.text))
    if of_kind := judged.values.get("licence_kind"):
        take(judged, "licence_number", number, licence_numbers.number(number.text, of_kind))
    lacks = {"empty": "Isi tanggal terbit yang tertulis di surat izinnya.", "too_late": permits.NOT_YET}
    take(judged, "issued_on", day, sheet_days.read(day.text, earliest=OLDEST_PAPER, latest=today(), **lacks))
    return judged


def compare(rows, *, area, by):
    """Judge rows against the licences that stand in the register; a number that another business has is held."""
    pairs = named_people.settle(rows, area=area, by=by)
    keys = {licence_numbers.key(judged.values["licence_number"]) for judged, _ in pairs}
    standing = Licence.objects.standing().select_related("participant")
    of_number = list(standing.filter(number_key__in=keys).exclude(number_key=""))
    owned = {}
    for licence in Licence.objects.standing().filter(participant__in=[person.pk for _, person in pairs]).order_by("pk"):
        owned.setdefault(licence.participant_id, []).append(licence)
    near = named_people.near_people([licence.participant_id for licence in of_number], area)
    for judged, person in pairs:
        _compare(judged, person, owned.get(person.pk, []), of_number, near)


def _compare(judged, person, own, of_number, near):
    values = judged.values
    kind, key = values["licence_kind"], licence_numbers.key(values["licence_number"])
    paper = {"number": values["licence_number"], "issued_on": values["issued_on"], "refusal_reason": ""}
    issued = [licence for licence in own if licence.kind == kind and licence.state == State.ISSUED]
    known = next((licence for licence in issued if licence.number_key == key), None)
    others = [row for row in of_number if (row.kind, row.number_key) == (kind, key) and row.participant_id != person.pk]
    applied = next((row for row in own if row.kind == kind and row.state == State.APPLIED), None)
    if lacks := permits.missing(person, state=State.ISSUED, **paper):
        judged.refuse(HOLD, "IMPOSSIBLE", message=" ".join(lacks.values()))
    elif others:
        judged.refuse(HOLD, "LICENCE_TAKEN", message=TAKEN.format(whom=_whom(others[0].participant, near)))
    elif known:
        _see(judged, known, {"issued_on": known.issued_on.isoformat()}, is_same=known.issued_on == values["issued_on"])
    elif issued and kind in ONE_EACH:
        judged.refuse(HOLD, "LICENCE_OTHER", message=HAS_NIB.format(number=issued[0].number))
    elif applied:
        values["licence_state"] = State.ISSUED.label
        _see(judged, applied, {"licence_state": State.APPLIED.label})


def _see(judged, licence, before, *, is_same=False):
    """The licence stands there already: the same, or with something that would change."""
    vars(judged.known).update(before, licence=licence.pk)
    judged.changes = [] if is_same else list(before)
    judged.verdict = SAME if is_same else UPDATE
    judged.days = dict.fromkeys(judged.changes, wib_day(licence.recorded_at).isoformat())


def _whom(person, near):
    """Return whose licence it is as far as the reader may know."""
    is_near = person.pk in near and not person.erased_at
    return f"{person.name} ({person.registration_number})" if is_near else "usaha lain"


def note_days(rows):
    """Nothing more: they were noted while comparing."""


def write(rows, *, item, year, reason):
    def act(judged, person):
        return _write(judged, person, by=item.confirmed_by)

    return write_facts(rows, act, item=item, reason=reason)


def _write(judged, person, *, by):
    values = judged.values
    paper = {"number": values["licence_number"], "issued_on": values["issued_on"], "refusal_reason": ""}
    if "issued_on" in judged.changes:
        licence = permits.correct_day(Licence.objects.get(pk=judged.known.licence), by=by, issued_on=paper["issued_on"])
        change = {"issued_on": [judged.known.issued_on, paper["issued_on"].isoformat()]}
        return {"fact": licence.pk, "changes": change, "values": plain(licence)}
    kind = values["licence_kind"]
    licence = permits.add(person, by=by, kind=kind, state=State.ISSUED, from_list=True, **paper)
    entry = {"fact": licence.pk, "values": plain(licence)}
    if judged.changes:
        return entry | {"changes": {"licence_state": [State.APPLIED, State.ISSUED]}}
    return entry | {"new": True}


def plain(licence):
    """What of a licence is as the list wrote it."""
    return [licence.kind, licence.state, licence.number, licence.issued_on.isoformat() if licence.issued_on else ""]


def outlook(log, *, area):
    return undoing.outlook(log, area=area, model=Licence, plain=plain, stage=Stage.PERMITS)


def take_back(found, *, item, key):
    """Void what is new, and write former values back. Return the ids of the people."""
    licences = Licence.objects.in_bulk([entry["fact"] for entry in [*found.new.values(), *found.changes.values()]])
    for entry in found.new.values():
        permits.void(licences[entry["fact"]], by=item.undone_by, reason=item.undoing_reason)
    for entry in found.changes.values():
        permits.put_back(licences[entry["fact"]], entry["changes"], by=item.undone_by)
    return [entry["pk"] for entry in [*found.new.values(), *found.changes.values()]]


def announce(ids, *, key):
    """Nobody else waits for licences."""


def is_lost_race(error):
    return False


__all__ = [
    "BATCH", "announce", "clean", "compare", "is_lost_race", "lock", "note_days", "outlook", "plain", "settle_doubles",
    "take_back", "write",
]  # fmt: skip
