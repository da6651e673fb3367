"""Who may give which role, and manage whose account."""

from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.roles import MAY_GRANT, Role


def grantable_roles(by, code=None):
    """Roles that somebody may give: in this region, or anywhere when none is named."""
    if by.is_superuser:
        return set(Role.values)
    here = [held for held in by.assignments_now if code is None or code in held.area]
    return {role for held in here for role in MAY_GRANT.get(held.role, ())}


def may_manage(user, *, by):
    """Return whether somebody could give every role that an account holds or will hold; a superuser's account is for
    another superuser.
    """
    if user == by:
        return False
    if by.is_superuser:
        return True
    held = list(user.assignments.not_ended())
    return (
        bool(held) and not user.is_superuser and all(role.role in grantable_roles(by, role.region_id) for role in held)
    )


def managers_of(user):
    """Return [(name, role, region code)] of those who manage an account; a superuser has no role and no region."""
    held, givers = list(user.assignments.not_ended()), {}
    for giver in (
        RoleAssignment.objects.active().filter(role__in=MAY_GRANT, user__is_active=True).select_related("user")
    ):
        givers.setdefault(giver.user, []).append(giver)
    found = [
        (who.name, roles[0].get_role_display(), roles[0].region_id)
        for who, roles in givers.items()
        if who != user and not user.is_superuser and all(any(_gives(giver, role) for giver in roles) for role in held)
    ]
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).order_by("name_key", "pk")
    return sorted(found) or [(who.name, "", "") for who in others]


def _gives(giver, role):
    return role.role in MAY_GRANT[giver.role] and role.region_id in giver.area
