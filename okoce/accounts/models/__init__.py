"""Models of accounts."""

from okoce.accounts.models.access_log import AccessLog
from okoce.accounts.models.users import RoleAssignment, User

__all__ = ["AccessLog", "RoleAssignment", "User"]
