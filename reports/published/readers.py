"""Who is shown which form of a figure."""

from dataclasses import dataclass

from okoce.accounts.areas import Area
from participants.people.reach import VIEW


@dataclass(frozen=True)
class Reader:
    """Somebody figures are drawn for: every number within `area`, the hidden form elsewhere."""

    area: Area

    def sees(self, code):
        return code in self.area


PUBLIC = Reader(Area.nowhere())


def reader_of(user):
    """Return the Reader a user is: all numbers where they may open the list of people, as the public elsewhere."""
    return Reader(user.areas_for(VIEW))
