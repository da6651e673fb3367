"""Disbursements that wait for a check, as lines of a list of work."""

from okoce.accounts import people_read
from participants.capital.models import CapitalApplication

CHECK = "capital.check_capitalapplication"
SHOWN = 60


def waiting_for_check(user):
    """Return the newest people of whom this user may check a disbursement they entered themselves, as dicts."""
    if not user.has_perm(CHECK):
        return []
    rows = CapitalApplication.objects.checkable_by(user).order_by("-pk")[:SHOWN]
    found = list(rows.values_list("participant_id", "participant__name", "participant__registration_number"))
    for pk, name, _ in found:
        people_read.note(pk, name)
    return [{"name": name, "number": number} for _, name, number in found]
