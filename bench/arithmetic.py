"""Values in, values out: medians, ratios round by round, and what the kernel says of processes."""

import math
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Sample:
    """One round of one site."""

    requests: int
    web_seconds: float
    database_seconds: float
    wall: float
    latencies: tuple = field(repr=False, default=())
    errors: tuple = ()
    others: float = 0.0  # share of the machine that neither the servers nor the client used

    @property
    def server_ms(self):
        """CPU of web and database together, a request."""
        return 1000 * (self.web_seconds + self.database_seconds) / self.requests


@dataclass(frozen=True)
class Comparison:
    """Rounds of portal and floor in turn, the first of them thrown away by the caller."""

    name: str
    clients: int
    rounds: tuple  # of (portal, floor)
    must: float | None = None
    goal: float | None = None
    statements: int | None = None
    before: float | None = None  # the ratio that is kept in bench/before.json

    @property
    def share(self):
        """Of what it cost before; None when nothing is kept."""
        return self.ratio() / self.before if self.before else None

    def ratio(self, figure=lambda sample: sample.server_ms):
        return median(ratios([(figure(portal), figure(floor)) for portal, floor in self.rounds]))

    def middle(self, side, figure):
        """The median over the rounds; side 0 is the portal, 1 the floor."""
        return median([figure(pair[side]) for pair in self.rounds])

    def percentile(self, side, share):
        return percentile([ms for pair in self.rounds for ms in pair[side].latencies], share)

    @property
    def errors(self):
        return [error for pair in self.rounds for sample in pair for error in sample.errors]


def ratios(pairs):
    """Each round's own ratio. A floor too short to be measured has none."""
    found = [portal / floor for portal, floor in pairs if floor > 0]
    return found or [math.nan]


def percentile(values, share):
    """The smallest value that is not below `share` of all."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def verdict(ratio, must, goal):
    if math.isnan(ratio):
        return "not measured"
    if goal is not None and ratio <= goal:
        return "goal"
    if must is None:
        return "" if goal is None else "misses the goal"
    return "must" if ratio <= must else "MISSES"


def parse_stat(text):
    """(parent's pid, ticks of this process and of the children it has buried) from /proc/<pid>/stat.

    The name of a program stands in brackets and may hold spaces and brackets itself.
    """
    words = text[text.rindex(")") + 1 :].split()
    return int(words[1]), sum(int(ticks) for ticks in words[11:15])


def tree(root, parents):
    """`root` and all who descend from it, by {pid: parent's pid}."""
    children = {}
    for pid, parent in parents.items():
        children.setdefault(parent, []).append(pid)
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        if pid in parents:
            found.append(pid)
        waiting += children.get(pid, [])
    return found


def machine_ticks(text):
    """(busy, all) ticks of the machine from the first line of /proc/stat."""
    ticks = [int(word) for word in text.splitlines()[0].split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)
