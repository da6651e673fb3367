"""The kinds of target tables: people by stage, and people or trainings by commodity."""

from django.db import models
from django.db.models import F

from okoce.programme.models import Commodity, Target
from okoce.programme.stages import Stage
from trainings.sessions.models import TrainingTarget
from trainings.targets.pasted import heading_key

ALL = "semua"  # the column of a target for all commodities together


class Kind(models.TextChoices):
    STAGES = "tahap", "Orang tiap tahap"
    PEOPLE = "komoditas", "Orang tiap komoditas"
    TRAININGS = "pelatihan", "Pelatihan tiap komoditas"

    @property
    def unit(self):
        return "pelatihan" if self == Kind.TRAININGS else "orang"

    @property
    def model(self):
        return Target if self == Kind.STAGES else TrainingTarget

    @property
    def amount(self):
        """The name of the field that holds the number."""
        return "people" if self == Kind.STAGES else "amount"

    @property
    def least(self):
        return 0 if self == Kind.STAGES else 1

    def columns(self, year):
        """Return {column: its heading} in their order."""
        if self == Kind.STAGES:
            return {row.stage: row.name for row in year.ordered_stages}
        return {ALL: "Semua komoditas"} | {str(pk): name for pk, name in Commodity.objects.values_list("pk", "name")}

    def headings(self, year):
        """Return {heading as it may be pasted: column}."""
        found = {heading_key(heading): column for column, heading in self.columns(year).items()}
        if self == Kind.STAGES:
            for row in year.ordered_stages:
                label = Stage(row.stage).label
                for heading in (label, f"P{row.position}", f"PAS {row.position}", f"P{row.position} {row.name}"):
                    found.setdefault(heading_key(heading), row.stage)
                found.setdefault(heading_key(f"PAS {row.position} {row.name}"), row.stage)
        else:
            found.setdefault("semua", ALL)
        return found

    def rows(self, year, agencies):
        """Return the targets of this kind in a year, of these agencies, each with its `column`."""
        return self.of_kind(self.model.objects.filter(programme_year=year, agency__in=agencies))

    def of_kind(self, rows):
        """Narrow targets, or copies of them in their history, to this kind, each with its `column`."""
        rows = rows.filter(kecamatan__isnull=False)
        if self == Kind.STAGES:
            return rows.annotate(column=F("stage"))
        return rows.filter(counts=self._counts).annotate(column=F("commodity"))

    def column_of(self, row):
        """Return the column that a row of `rows` stands in."""
        return ALL if row.column is None else str(row.column)

    def row(self, year, line, decree):
        """Return a new target, not saved."""
        about = {"programme_year": year, "kecamatan_id": line.kecamatan, "agency_id": line.agency, "decree": decree}
        about[self.amount] = line.new
        if self == Kind.STAGES:
            return Target(stage=line.column, **about)
        commodity = None if line.column == ALL else int(line.column)
        return TrainingTarget(commodity_id=commodity, counts=self._counts, **about)

    @property
    def _counts(self):
        return TrainingTarget.Counts.TRAININGS if self == Kind.TRAININGS else TrainingTarget.Counts.PEOPLE
