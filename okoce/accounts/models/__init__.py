"""Models of accounts."""

from okoce.accounts.models.access_log import AccessLog
from okoce.accounts.models.address_codes import AddressCode
from okoce.accounts.models.assignments import RoleAssignment
from okoce.accounts.models.invitations import Invitation, SecondFactorApproval
from okoce.accounts.models.users import User

__all__ = ["AccessLog", "AddressCode", "Invitation", "RoleAssignment", "SecondFactorApproval", "User"]
