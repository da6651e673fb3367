"""Whom a row of such a list is about: named by registration number or NIK, found in the area of the list."""

from types import SimpleNamespace

from okoce import name_keys
from okoce.typed_text import is_blank, one_line, tidy
from participants.cleaning import nik, sheet_cells
from participants.imports.row_verdicts import HOLD, MASKED_NIK, NEW, REJECT, opened, reject, take
from participants.imports.table_reader import Cell
from participants.people.models import ErasedNik, Participant
from participants.people.nik_sealing import digests

MESSAGES = {
    "WHO_EMPTY": "Isi nomor pendaftaran atau NIK orangnya.",
    "WHO_UNKNOWN": "Tidak ada peserta dengan nomor atau NIK ini di wilayah Anda; periksa, atau daftarkan orangnya.",
    "WHO_WAITING": "Orang ini pendaftaran daring yang menunggu pemeriksaan KTP; periksa dulu KTP-nya.",
    "WHO_DIFFERS": "Nomor pendaftaran dan NIK di baris ini milik dua orang; cocokkan dengan KTP.",
    "NAME_DIFFERS": "Nama di berkas lain dari nama pemegang nomor atau NIK ini; cocokkan dengan KTP.",
    "WHO_OWN": "Baris ini tentang data Anda sendiri; minta petugas lain mengunggah dan menyetujuinya.",
}
_SHOWN = ("pk", "name", "registration_number", "nik_digest", "holds_nik", "kecamatan", "user", "birth_on")
_SHOWN += ("restricted_at", "erased_at", "mentor", "is_checked", "registered_at", "programme_year")


def start(row, today):
    """(the Judged of a row with who it is about, its readable cells); no cells where nothing more is to be read."""
    judged, cells = opened(row)
    if not cells:
        return judged, {}
    blank = Cell("")
    number, whole, name = (cells.get(field, blank) for field in ("number", "nik", "name"))
    has_number = not sheet_cells.is_nothing(number.text)
    if has_number:
        judged.values["number"] = sheet_cells.number(number.text)
        if not judged.values["number"]:
            reject(judged, "number", number, "NUMBER_INVALID")
    is_masked = has_number and MASKED_NIK.fullmatch(tidy(whole.text))
    if not is_blank(whole.text) and not (has_number and sheet_cells.is_nothing(whole.text)) and not is_masked:
        take(judged, "nik", whole, nik.clean(whole.text, today=today, number_cell=whole.kind == "number"))
    elif not has_number:
        judged.refuse(REJECT, "WHO_EMPTY", message=MESSAGES["WHO_EMPTY"])
    if not sheet_cells.is_nothing(name.text):
        judged.values["name"] = one_line(name.text)[:120]  # to find the right person by, never stored
    judged.flags.clear()  # doubts about an identity are none of a list about known people
    return judged, cells


def who(judged):
    """What a row names somebody by."""
    return judged.values.get("number") or judged.values["nik"]


def settle(rows, *, area, by):
    """Refuse rows that are about nobody here, and return [(row, participant)] of the others.

    Nobody is found outside the area, is waiting for a look at the card, asked for restriction, or is `by` themselves.
    """
    rows = [judged for judged in rows if judged.verdict == NEW]
    erased = ErasedNik.objects.among({judged.values["nik"]: judged for judged in rows if judged.values.get("nik")})
    by_nik, by_number = _found(rows)
    near = near_people([person.pk for person in [*by_nik.values(), *by_number.values()]], area)
    pairs = []
    for judged in rows:
        number, whole = judged.values.get("number"), judged.values.get("nik")
        named, holder = by_number.get(number), by_nik.get(whole)
        person = named or holder
        if code := _why_nobody(judged, person, near, by, is_erased=bool(whole) and whole in erased):
            _hold(judged, code)
        elif number and whole and named != holder:
            _hold(judged, "WHO_DIFFERS")
        else:
            judged.known = SimpleNamespace(pk=person.pk)
            pairs.append((judged, person))
    return pairs


def _why_nobody(judged, person, near, by, *, is_erased):
    if is_erased:
        return "ERASED"
    if person is None or person.pk not in near or person.erased_at:
        return "WHO_UNKNOWN"
    if not person.holds_nik:
        return "WHO_WAITING"
    if person.restricted_at:
        return "RESTRICTED"
    if person.belongs_to(by):
        return "WHO_OWN"
    name = judged.values.get("name")
    return "NAME_DIFFERS" if name and name_keys.key(name) != name_keys.key(person.name) else ""


def near_people(ids, area):
    """Return those of these ids whose home lies in the area."""
    return set(Participant.objects.filter(area.on("kecamatan"), pk__in=ids).values_list("pk", flat=True))


def _hold(judged, code):
    judged.refuse(HOLD, code, message=MESSAGES.get(code, ""))


def _found(rows):
    """({NIK: participant}, {number: participant}) whom these rows name."""
    by_digest = {mark: full for j in rows if (full := j.values.get("nik")) for mark in digests(full)}
    numbers = {j.values["number"] for j in rows if j.values.get("number")}
    people = Participant.objects.order_by().only(*_SHOWN)
    holders = people.filter(nik_digest__in=by_digest, holds_nik=True) if by_digest else ()
    named = people.filter(registration_number__in=numbers) if numbers else ()
    by_nik = {by_digest[person.nik_digest]: person for person in holders}
    return by_nik, {person.registration_number: person for person in named}
