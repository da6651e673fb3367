"""A meeting decides an action; later another owner may be named for it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import today
from okoce.regions.levels import Level
from okoce.typed_text import one_line
from reports.meetings import freezing
from reports.meetings.actions import meetings, notices
from reports.meetings.agenda import Agenda
from reports.meetings.indicators import read
from reports.meetings.models import Action, Obstacle
from reports.meetings.models.decisions import ADD
from reports.meetings.models.meetings import area_of
from reports.meetings.owners import owners_of

NO_WORDS = "Tulis tindakannya: siapa mengerjakan apa, dan di mana."
NOT_AN_OWNER = "Pemilik harus bertugas di wilayah ini sekarang; pilih orang lain dari daftar."
TOO_SOON = "Batas waktu paling cepat besok; pilih tanggal lain."
TOO_LITTLE = "Isi perubahan yang diharapkan, sedikitnya 1 orang."
OTHER_IN_WORDS = "Hambatan lain ditulis dengan kata-kata."
IS_CLOSED = "Tindakan ini sudah ditutup; pemiliknya tidak perlu diganti."


@transaction.atomic
def decide(meeting, code, values, *, by, key=""):
    """Write down what a running meeting decides for a kecamatan, send its owner a message, and return the action.

    `values` are indicator, what, owner, due_on, expected, obstacle and obstacle_note; the baseline is read from the
    figures of the meeting's day. The same `key` again gives the same action. Raise `PermissionDenied` outside the own
    area, `ValidationError` for what does not fit.
    """
    meeting = meetings.hold(meeting, by=by, permission=ADD)
    if code not in area_of(by, ADD):
        raise PermissionDenied
    if key and (made := Action.objects.filter(token=key).first()):
        return made
    meetings.refuse_unless_running(meeting)
    values = values | {"what": one_line(values["what"]), "obstacle_note": one_line(values.get("obstacle_note", ""))}
    on = Agenda(meeting.figures, (), None, hides=False).on
    _refuse(values, code)
    figures = read([values["indicator"]], freezing.year_of(meeting), Level.KECAMATAN, on)
    action = Action.objects.create(
        meeting=meeting,
        kecamatan_id=code,
        baseline=figures[values["indicator"]].get(code, 0),
        baseline_on=on,
        decided_by=by,
        token=key or None,
        **values,
    )
    notices.assigned(action)
    return action


@transaction.atomic
def assign(action, owner, *, by):
    """Name another owner, send them a message, and return the action.

    Raise `PermissionDenied` for who may not decide there, `ValidationError` for a closed action and for somebody who
    holds no role there.
    """
    action = hold(action)
    if not action.allows(by, ADD):
        raise PermissionDenied
    if not Action.objects.open().filter(pk=action.pk).exists():
        raise ValidationError(IS_CLOSED)
    if owner not in owners_of(action.kecamatan_id):
        raise ValidationError({"owner": NOT_AN_OWNER})
    if owner.pk != action.owner_id:
        action.owner = owner
        action.save(update_fields=["owner"])
        notices.assigned(action)
    return action


def hold(action):
    """Return an action, locked, with its meeting's year."""
    locked = Action.objects.select_for_update(of=("self",))
    return locked.select_related("meeting__period", "owner").get(pk=action.pk)


def _refuse(values, code):
    if not values["what"]:
        raise ValidationError({"what": NO_WORDS})
    if values["expected"] < 1:
        raise ValidationError({"expected": TOO_LITTLE})
    if values["due_on"] <= today():
        raise ValidationError({"due_on": TOO_SOON})
    if values["obstacle"] == Obstacle.OTHER and not values["obstacle_note"]:
        raise ValidationError({"obstacle_note": OTHER_IN_WORDS})
    if values["owner"] not in owners_of(code):
        raise ValidationError({"owner": NOT_AN_OWNER})
