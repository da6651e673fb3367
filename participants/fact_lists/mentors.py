"""Lists of which mentor looks after whom (participants/imports/actions/kinds.py); nobody ever has two."""

import re
from collections import Counter

from okoce.accounts import mentor_numbers
from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.roles import Role
from okoce.clock import today, wib_day
from okoce.dates import FIRST_DAY
from okoce.typed_text import tidy
from participants.cleaning import sheet_days
from participants.cleaning.sheet_cells import is_nothing
from participants.fact_lists import doubles, named_people, undoing
from participants.fact_lists.writing import BATCH
from participants.fact_lists.writing import write as write_facts
from participants.imports.actions.rows import lock_people as lock
from participants.imports.built_on import AGAIN
from participants.imports.row_verdicts import HOLD, SAME, UPDATE, reject, take
from participants.imports.table_reader import Cell
from participants.mentoring.actions import listed
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentorAssignment, MentoringNote

MESSAGES = {
    "MENTOR_EMPTY": "Isi surel atau nomor pendampingnya (PD-…).",
    "MENTOR_UNREAD": "Tulis surel pendampingnya, atau nomornya seperti PD-7K3M9Q-X.",
    "MENTOR_UNKNOWN": "Hari ini tidak ada pendamping dengan surel atau nomor ini di wilayah Anda; periksa, atau minta "
    "Sudin memberinya tugas.",
    "MENTOR_ENDED": "Tugas {} sebagai pendamping sudah berakhir; tulis pendamping lain.",
    "MENTOR_SELF": "Tidak ada yang mendampingi diri sendiri; tulis pendamping lain.",
}
OTHER = "Orang ini ditulis dengan pendamping atau hari lain di baris {row}; satu orang satu pendamping."
NOT_YET = "Hari mulainya belum tiba; unggah baris ini pada harinya."
MET = "pendampingnya sudah mencatat pertemuan"
NO_LONGER = "pendamping sebelumnya tidak bertugas lagi"
_SIGN = re.compile(r"\bPD[\s-]*[0-9A-Z]{6}[\s-]*[0-9A-Z]\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@(),;<>]+@[^\s@(),;<>]+")


def clean(sheet, *, area, places, sex_codes):
    """Judge rows by themselves and against one another."""
    rows = [_clean(row) for row in sheet.rows]
    settle_doubles(rows)
    return rows


def settle_doubles(rows):
    doubles.settle(rows, named_people.who, OTHER)


def _clean(row):
    judged, cells = named_people.start(row, today())
    if not cells:
        return judged
    mentor, since = cells["mentor"], cells.get("mentored_from", Cell(""))
    if is_nothing(mentor.text):
        reject(judged, "mentor", mentor, "MENTOR_EMPTY", MESSAGES["MENTOR_EMPTY"])
    elif sign := _sign(tidy(mentor.text)):
        judged.values["mentor"] = sign
    else:
        reject(judged, "mentor", mentor, "MENTOR_UNREAD", MESSAGES["MENTOR_UNREAD"])
    if not is_nothing(since.text):
        day = sheet_days.read(since.text, earliest=FIRST_DAY, latest=today(), empty="", too_late=NOT_YET)
        take(judged, "mentored_from", since, day)
    return judged


def _sign(text):
    """The number or address of a mentor, also where a name stands before it; "" without one."""
    if found := _SIGN.search(text):
        return mentor_numbers.parse(found[0]) or ""
    found = _ADDRESS.search(text)
    return found[0].lower() if found else ""


def compare(rows, *, area, by):
    """Judge rows against who mentors whom; another mentor than the list says is a change to be chosen."""
    pairs = named_people.settle(rows, area=area, by=by)
    signs = {judged.values["mentor"] for judged, _ in pairs}
    working, ended = _mentors(signs, by=by)
    labels = _labels({person.mentor_id for _, person in pairs if person.mentor_id} | {u.pk for u in working.values()})
    others = [person.pk for _, person in pairs if person.mentor_id]
    since = {row.participant_id: row for row in listed.latest(others)}
    for judged, person in pairs:
        sign, held = judged.values["mentor"], person.mentor_id
        mentor = working.get(sign)
        if mentor is None:
            said = MESSAGES["MENTOR_ENDED"].format(ended[sign].name) if sign in ended else MESSAGES["MENTOR_UNKNOWN"]
            judged.refuse(HOLD, "MENTOR_UNKNOWN", message=said)
        elif person.belongs_to(mentor):
            judged.refuse(HOLD, "MENTOR_SELF", message=MESSAGES["MENTOR_SELF"])
        elif held == mentor.pk:
            judged.verdict = SAME
        else:
            judged.values |= {"mentor": labels[mentor.pk], "mentor_id": mentor.pk}
            if held:
                _propose(judged, person, labels, since.get(person.pk))


def _propose(judged, person, labels, assignment):
    vars(judged.known).update(mentor=labels[person.mentor_id], former=person.mentor_id)
    judged.changes, judged.verdict = ["mentor"], UPDATE
    if assignment:
        day = assignment.since_on or wib_day(assignment.assigned_at)
        judged.days = {"mentor": day.isoformat()}


def _mentors(signs, *, by):
    """({number or address: mentor who works in the area now}, the same of those whose role ended there)."""
    held = RoleAssignment.objects.visible_to(by, mentoring.ASSIGN).filter(role=Role.MENTOR).select_related("user")
    numbers = [sign for sign in signs if "@" not in sign]
    found = [*held.filter(number__in=numbers), *held.filter(user__email__in=signs.difference(numbers))]
    now_working = set(
        mentoring.mentors_for(by).filter(pk__in=[row.user_id for row in found]).values_list("pk", flat=True)
    )
    signed = {sign: row.user for row in found for sign in (row.number, row.user.email) if sign in signs}
    working = {sign: user for sign, user in signed.items() if user.pk in now_working}
    return working, {sign: user for sign, user in signed.items() if user.pk not in now_working}


def _labels(ids):
    """{mentor: name with the latest number}, which a cell is read from again."""
    held = RoleAssignment.objects.filter(user__in=ids, role=Role.MENTOR).order_by("pk").values_list("user", "number")
    numbers = dict(held)
    names = User.objects.filter(pk__in=ids).order_by().values_list("pk", "name")
    return {pk: f"{name} ({numbers[pk]})" if pk in numbers else name for pk, name in names}


def note_days(rows):
    """Nothing more: they were noted while comparing."""


def write(rows, *, item, year, reason):
    mentors = User.objects.in_bulk({judged.values["mentor_id"] for judged in rows})

    def act(judged, person):
        mentor = mentors[judged.values["mentor_id"]]
        since_on = judged.values.get("mentored_from")
        mentoring.assign(person, mentor, by=item.confirmed_by, since_on=since_on, notifies=False)
        made = person.mentor_assignments.first()
        entry = {"fact": made.pk, "values": plain(made)}
        if judged.changes:
            labels = [judged.known.mentor, judged.values["mentor"]]
            return entry | {"former": judged.known.former, "changes": {"mentor": labels}}
        return entry | {"new": True}

    return write_facts(rows, act, item=item, reason=reason)


def plain(assignment):
    """What of an assignment is as the list wrote it."""
    return [assignment.mentor_id]


def outlook(log, *, area):
    return undoing.outlook(log, area=area, model=MentorAssignment, plain=plain, built_on=_built_on(log))


def _built_on(log):
    """{assignment: why it stays}: another one followed, they met, or the former mentor works no more."""
    people = [entry["pk"] for entry in log.values()]
    now_is = {row.participant_id: row for row in listed.latest(people)}
    met = _met(people)
    former = {entry["former"] for entry in log.values() if "former" in entry}
    working = set(RoleAssignment.objects.active().filter(user__in=former, role=Role.MENTOR, user__is_active=True)
                  .values_list("user", flat=True))  # fmt: skip
    found = {}
    for entry in log.values():
        row = now_is.get(entry["pk"])
        if row is None or row.pk != entry["fact"] or row.participant.mentor_id != row.mentor_id:
            found[entry["fact"]] = AGAIN
        elif any(at >= row.assigned_at for at in met.get((row.participant_id, row.mentor_id), ())):
            found[entry["fact"]] = MET
        elif entry.get("former") and entry["former"] not in working:
            found[entry["fact"]] = NO_LONGER
    return found


def _met(people):
    found = {}
    notes = MentoringNote.objects.filter(participant__in=people, voided_at=None).order_by()
    for person, mentor, at in notes.values_list("participant", "mentor", "recorded_at"):
        found.setdefault((person, mentor), []).append(at)
    return found


def take_back(found, *, item, key):
    """Give people back to whom they had before, or to nobody. Return their ids."""
    entries = [*found.new.values(), *found.changes.values()]
    rows = MentorAssignment.objects.select_related("participant").in_bulk([entry["fact"] for entry in entries])
    before = User.objects.in_bulk([entry["former"] for entry in found.changes.values()])
    for entry in entries:
        person, former = rows[entry["fact"]].participant, before.get(entry.get("former"))
        mentoring.assign(person, former, by=item.undone_by, notifies=False)
    people = [entry["pk"] for entry in entries]
    listed.notify_taken_back(people, Counter(row.mentor_id for row in rows.values()), key=key)
    return people


def announce(ids, *, key):
    """Notify people and mentors."""
    listed.notify_given(ids, key=key)


def is_lost_race(error):
    return False


__all__ = [
    "BATCH", "announce", "clean", "compare", "is_lost_race", "lock", "note_days", "outlook", "settle_doubles",
    "take_back", "write",
]  # fmt: skip
