"""Lists of takings at bazaars (participants/imports/actions/kinds.py): who sold for how much, where and when."""

from bazaars.actions import sales
from bazaars.models import Bazaar, StallDay, StallSale
from okoce import money
from okoce.clock import today, wib_day
from okoce.dates import FIRST_DAY
from okoce.formats import listed, rupiah, tanggal
from okoce.programme.stages import Stage
from okoce.typed_text import tidy
from participants.cleaning import sheet_days
from participants.cleaning.sheet_cells import is_nothing, letters
from participants.fact_lists import doubles, named_people, undoing
from participants.fact_lists.writing import BATCH
from participants.fact_lists.writing import write as write_facts
from participants.imports.actions.rows import lock_people
from participants.imports.row_verdicts import HOLD, NEW, SAME, UPDATE, reject, take

NAMED = 12  # bazaars that a refusal names
MESSAGES = {
    "BAZAAR_EMPTY": "Isi nama bazarnya.",
    "BAZAAR_UNKNOWN": "Bazar ini tidak ada di wilayah Anda; tulis salah satu dari {known}.",
    "BAZAAR_DELETED": "Bazar ini sudah dihapus dari portal; periksa daftarnya.",
    "BAZAAR_TWICE": "Dua bazar bernama sama berlangsung hari itu; catat penjualannya di halaman bazarnya.",
    "BAZAAR_DAY": "Tanggal ini di luar hari bazar ({days}); periksa harinya.",
    "TAKINGS_EMPTY": "Isi penjualan hari itu dalam rupiah; hari tanpa penjualan dihapus dari daftar.",
}
OTHER = "Penjualan orang ini di bazar dan hari yang sama berjumlah lain di baris {row}; sisakan yang benar."
OWN_ENTRY = (
    "Pelaku usaha sudah mencatat sendiri {amount} untuk hari itu{waits}; catatannya tidak diganti dari daftar. "
    "Cocokkan di halaman bazar."
)
WAITS = ", dan catatan itu menunggu pemeriksaan"


def clean(sheet, *, area, places, sex_codes):
    """Judge rows by themselves and against one another."""
    bazaars = {}
    for bazaar in Bazaar.objects.filter(area.on("kecamatan"), starts_on__lte=today()).order_by("-starts_on", "pk"):
        bazaars.setdefault(letters(bazaar.name), []).append(bazaar)
    rows = [_clean(row, bazaars) for row in sheet.rows]
    settle_doubles(rows)
    return rows


def settle_doubles(rows):
    def what(judged):
        return named_people.who(judged), judged.values["bazaar_id"], judged.values["sold_on"]

    doubles.settle(rows, what, OTHER)


def _clean(row, bazaars):
    judged, cells = named_people.start(row, today())
    if not cells:
        return judged
    name, day, amount = (cells[field] for field in ("bazaar", "sold_on", "takings"))
    lacks = {"empty": "Isi hari penjualannya.", "too_late": "Hari ini belum tiba; periksa harinya."}
    take(judged, "sold_on", day, sheet_days.read(day.text, earliest=FIRST_DAY, latest=today(), **lacks))
    _take_bazaar(judged, name, day, bazaars)
    _take_amount(judged, amount)
    return judged


def _take_bazaar(judged, cell, day, bazaars):
    if is_nothing(cell.text):
        reject(judged, "bazaar", cell, "BAZAAR_EMPTY", MESSAGES["BAZAAR_EMPTY"])
        return
    found = bazaars.get(letters(cell.text), [])
    if not found:
        names = [f"“{same[0].name}”" for same in list(bazaars.values())[:NAMED]]
        known = listed(names) if names else "bazar yang sudah mulai"
        reject(judged, "bazaar", cell, "BAZAAR_UNKNOWN", MESSAGES["BAZAAR_UNKNOWN"].format(known=known))
        return
    sold_on = judged.values.get("sold_on")
    if sold_on is None:
        return
    then = [bazaar for bazaar in found if bazaar.starts_on <= sold_on <= bazaar.ends_on]
    if len(then) == 1:
        judged.values |= {"bazaar": then[0].name, "bazaar_id": then[0].pk}
    elif then:
        judged.refuse(HOLD, "BAZAAR_TWICE", message=MESSAGES["BAZAAR_TWICE"])
    else:
        days = listed(f"{tanggal(bazaar.starts_on)} sampai {tanggal(bazaar.ends_on)}" for bazaar in found[:3])
        reject(judged, "sold_on", day, "BAZAAR_DAY", MESSAGES["BAZAAR_DAY"].format(days=days))


def _take_amount(judged, cell):
    if is_nothing(cell.text):
        reject(judged, "takings", cell, "TAKINGS_EMPTY", MESSAGES["TAKINGS_EMPTY"])
        return
    try:
        amount = money.parse(tidy(cell.text))
    except ValueError as refused:
        reject(judged, "takings", cell, "TAKINGS_INVALID", str(refused))
        return
    if why := sales.amount_refusal(amount):
        reject(judged, "takings", cell, "TAKINGS_INVALID", why)
    else:
        judged.values["takings"] = amount


def compare(rows, *, area, by):
    """Judge rows against the takings that stand in the register; what its owner entered is never changed."""
    pairs = named_people.settle(rows, area=area, by=by)
    bazaars = Bazaar.objects.in_bulk({judged.values["bazaar_id"] for judged, _ in pairs})
    of_these = {"bazaar__in": bazaars, "sold_on__in": {judged.values["sold_on"] for judged, _ in pairs}}
    people = [person.pk for _, person in pairs]
    standing = StallSale.objects.standing().filter(participant__in=people, **of_these)
    known = {(sale.bazaar_id, sale.participant_id, sale.sold_on): sale for sale in standing}
    given = StallDay.objects.standing().filter(bazaar__in=bazaars, day_on__in=of_these["sold_on__in"])
    stalls = set(given.values_list("bazaar", "day_on", "application__participant"))
    with_stalls = {(bazaar, day) for bazaar, day, _ in stalls}
    for judged, person in pairs:
        key = judged.values["bazaar_id"], judged.values["sold_on"]
        bazaar, sale = bazaars.get(key[0]), known.get((key[0], person.pk, key[1]))
        if bazaar is None:
            judged.refuse(HOLD, "BAZAAR_DELETED", message=MESSAGES["BAZAAR_DELETED"])
        elif why := sales.day_refusal(key[1], bazaar=bazaar, participant=person):
            judged.refuse(HOLD, "IMPOSSIBLE", message=why)
        elif sale:
            _see(judged, sale)
        elif key in with_stalls and (*key, person.pk) not in stalls:
            judged.refuse(HOLD, "NO_STALL", message=sales.NO_STALL)


def _see(judged, sale):
    """Takings of that day stand there already: as the list has them, with another amount, or by their owner."""
    is_same = sale.amount == judged.values["takings"]
    if sale.is_own_entry and (sale.awaits_check or not is_same):
        words = {"amount": rupiah(sale.amount), "waits": WAITS if sale.awaits_check else ""}
        judged.refuse(HOLD, "OWN_ENTRY", message=OWN_ENTRY.format(**words))
        return
    vars(judged.known).update(sale=sale.pk, takings=sale.amount)
    judged.changes = [] if is_same else ["takings"]
    judged.verdict = SAME if is_same else UPDATE
    judged.days = dict.fromkeys(judged.changes, wib_day(sale.recorded_at).isoformat())


def note_days(rows):
    """Nothing more: they were noted while comparing."""


def lock(rows):
    """Lock the stalls of these days before the people, as `sales.record` does."""
    days = {"bazaar__in": set(), "day_on__in": set()}
    for judged in rows:
        if judged.verdict == NEW:
            days["bazaar__in"].add(judged.values["bazaar_id"])
            days["day_on__in"].add(judged.values["sold_on"])
    list(StallDay.objects.standing().filter(**days).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    lock_people(rows)


def write(rows, *, item, year, reason):
    bazaars = Bazaar.objects.in_bulk({judged.values["bazaar_id"] for judged in rows})

    def act(judged, person):
        values = judged.values
        if judged.changes:
            sale = StallSale.objects.get(pk=judged.known.sale)
            sale = sales.correct(sale, amount=values["takings"], by=item.confirmed_by)
            change = {"takings": [judged.known.takings, sale.amount]}
            return {"fact": sale.pk, "changes": change, "values": plain(sale)}
        of_day = {"bazaar": bazaars[values["bazaar_id"]], "sold_on": values["sold_on"], "amount": values["takings"]}
        sale = sales.record_listed(person, by=item.confirmed_by, **of_day)
        return {"fact": sale.pk, "values": plain(sale), "new": True}

    return write_facts(rows, act, item=item, reason=reason)


def plain(sale):
    """What of takings is as the list wrote it."""
    return [sale.bazaar_id, sale.sold_on.isoformat(), sale.amount]


def outlook(log, *, area):
    return undoing.outlook(log, area=area, model=StallSale, plain=plain, stage=Stage.MARKETING)


def take_back(found, *, item, key):
    """Void what is new, and write former amounts back. Return the ids of the people."""
    entries = [*found.new.values(), *found.changes.values()]
    rows = StallSale.objects.select_related("participant").in_bulk([entry["fact"] for entry in entries])
    for entry in found.new.values():
        sales.void(rows[entry["fact"]], by=item.undone_by, reason=item.undoing_reason)
    for entry in found.changes.values():
        sales.correct(rows[entry["fact"]], amount=entry["changes"]["takings"][0], by=item.undone_by)
    return [entry["pk"] for entry in entries]


def announce(ids, *, key):
    """Nobody else waits for takings."""


def is_lost_race(error):
    return False


__all__ = [
    "BATCH", "announce", "clean", "compare", "is_lost_race", "lock", "note_days", "outlook", "settle_doubles",
    "take_back", "write",
]  # fmt: skip
