"""A request for a correction: what two officers do about a card answers it (participants/corrections)."""

from okoce.clock import now
from participants.rights.actions import notices, requests
from participants.rights.models import RightsRequest

State, Wrong = RightsRequest.State, RightsRequest.Wrong


def take(person, *, by):
    """Return the open request for a correction of a locked person, taken up by who proposes one; None without any."""
    asked = person.rights_requests.corrections().select_for_update(no_key=True).first()
    if asked and asked.state == State.NEW:
        asked.state, asked.taken_at, asked.taken_by = State.TAKEN, now(), by
        asked.save(update_fields=["state", "taken_at", "taken_by"])
        notices.log(asked, by, "mulai diproses")
    return asked


def release(asked):
    """Let a request wait again, as the proposal was withdrawn; its clock runs on."""
    RightsRequest.objects.corrections().filter(pk=asked.pk).update(state=State.NEW, taken_at=None, taken_by=None)


def settle(asked, *, granted, outcome, by):
    """Close a request with what the second officer decided, and return whether the person is notified by that.

    It stays open where it was withdrawn or answered meanwhile, and where something else is asked for, too.
    """
    held = RightsRequest.objects.corrections().select_for_update(no_key=True).filter(pk=asked.pk).first()
    if held is None or Wrong.OTHER in held.wrong:
        return False
    requests.close(held, granted=granted, outcome=outcome, by=by)
    notices.notify_decided(held)
    return True
