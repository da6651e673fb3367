"""The programme: years with their rules, modules, targets, and what forms choose from."""

from okoce.programme.models.modules import Module, YearModule
from okoce.programme.models.reference import (
    Agency,
    BusinessClass,
    Commodity,
    Community,
    KecamatanOffice,
    RegistrationPoint,
)
from okoce.programme.models.targets import Target, TargetDecree
from okoce.programme.models.years import FORTNIGHT, LIMITS, MEASURES, ProgrammeStage, ProgrammeYear

__all__ = [
    "FORTNIGHT",
    "LIMITS",
    "MEASURES",
    "Agency",
    "BusinessClass",
    "Commodity",
    "Community",
    "KecamatanOffice",
    "Module",
    "ProgrammeStage",
    "ProgrammeYear",
    "RegistrationPoint",
    "Target",
    "TargetDecree",
    "YearModule",
]
