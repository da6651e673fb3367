"""How developments over fortnights are drawn. Pure."""

from okoce.formats import SHORT_MONTHS
from okoce.programme.stages import Stage

PERIODS = 8  # points of a trend, the day of the figures among them
STAGES = (  # four lines can be told apart in grey
    Stage.REGISTRATION,
    Stage.TRAINING,
    Stage.PERMITS,
    Stage.CAPITAL,
)


def short(day):
    """Return a day as it stands under a point: 20 Nov."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"
