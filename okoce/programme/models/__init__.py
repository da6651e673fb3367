from okoce.programme.models.reference import Agency, BusinessClass, Commodity, Community, RegistrationPoint
from okoce.programme.models.targets import Target
from okoce.programme.models.years import FORTNIGHT, Module, ProgrammeStage, ProgrammeYear, YearModule

__all__ = [
    "FORTNIGHT",
    "Agency",
    "BusinessClass",
    "Commodity",
    "Community",
    "Module",
    "ProgrammeStage",
    "ProgrammeYear",
    "RegistrationPoint",
    "Target",
    "YearModule",
]
