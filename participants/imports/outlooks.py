"""What can be taken back of an import, and why the rest stays. Pure."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Outlook:
    """What can be taken back of some rows: new ones and changes, by whatever their kind knows them by."""

    new: dict = field(default_factory=dict)  # of people {id: row}, of facts {row: entry}
    changes: dict = field(default_factory=dict)  # {id or row: entry with the changes that can be taken back}
    moves: list = field(default_factory=list)  # ids of moves that were proposed and wait
    kept: dict = field(default_factory=dict)  # {row: why}

    @property
    def fields(self):
        return len(self.moves) + sum(len(entry["changes"]) for entry in self.changes.values())

    @property
    def counts(self):
        reasons = dict(Counter(self.kept.values()).most_common())
        return {"people": len(self.new), "fields": self.fields, "kept": reasons}
