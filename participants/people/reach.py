"""Which people a permission reaches: the one rule behind `Participant.allows` and every `visible_to`."""

from dataclasses import dataclass

from django.db.models import Q

from okoce.accounts.areas import Area
from okoce.accounts.roles import MT, PERMISSIONS, PS

VIEW, CHANGE = "people.view_participant", "people.change_participant"
# With somebody whose data were deleted nothing is done any more, but the chair they held may be given on.
ON_NAMELESS = {"seats.change_seat"}


@dataclass(frozen=True)
class Reach:
    """A user's own family, the people assigned to them as mentor, and the residents of an area."""

    user_id: int | None
    own: bool
    assigned: bool
    area: Area
    nameless: bool = False

    @classmethod
    def of(cls, user, permission, *, own=True):
        """Return the reach of a permission for a user, by the roles held at this minute.

        `own=False` leaves out what they may do only because the record is their own.
        """
        if not user.is_active:  # a visitor is not either
            return cls(None, own=False, assigned=False, area=Area.nowhere())
        return cls(
            user_id=user.pk,
            own=own and permission in PERMISSIONS[PS],
            assigned=MT in user.roles and permission in PERMISSIONS[MT],
            area=user.areas_for(permission),
            nameless=permission in ON_NAMELESS or permission.partition(".")[2].startswith("view_"),
        )

    def on(self, path=""):
        """Return a condition on rows that lead to a person by this path; "" for Participant itself."""
        prefix = f"{path}__" if path else ""
        condition = self.area.on(f"{prefix}kecamatan")
        if self.own:
            condition |= Q(**{f"{prefix}user": self.user_id})
        if self.assigned:
            condition |= Q(**{f"{prefix}mentor": self.user_id})
        return condition if self.nameless else condition & Q(**{f"{prefix}erased_at": None})

    def __contains__(self, person):
        """Return whether it reaches this person: what `on` says of rows, of a row that was read."""
        return (self.nameless or person.erased_at is None) and (
            person.kecamatan_id in self.area
            or (self.own and person.user_id == self.user_id)
            or (self.assigned and person.mentor_id == self.user_id)
        )
