"""Who may own an action of a kecamatan: accounts that hold a role for it now."""

from django.db.models import Q

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import TABLE
from okoce.regions import places
from okoce.regions.levels import JAKARTA
from reports.meetings.models.decisions import CHANGE


def owners_of(code):
    """Return {user: "name, role place"} for a kecamatan, those nearest to it first."""
    around = [code, places.region(code).parent_id, JAKARTA]
    held = RoleAssignment.objects.active().filter(role__in=TABLE[CHANGE], user__is_active=True)
    held = held.filter(Q(region__in=around)).select_related("user").order_by("user__name_key", "pk")
    found = {}
    for assignment in sorted(held, key=lambda each: around.index(each.region_id)):
        label = f"{assignment.user.name}, {assignment.get_role_display()} {places.named(assignment.region_id)}"
        found.setdefault(assignment.user, label)
    return found
