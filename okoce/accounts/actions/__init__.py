"""Acts on accounts and roles."""

from okoce.accounts.actions.accounts import (
    create_account,
    lock_account,
    recover_account,
    sign_out,
    unlock_account,
)
from okoce.accounts.actions.roles import check_grant, end_assignment, end_sessions_of_ended_roles, grant
from okoce.accounts.grants import grantable_roles

__all__ = [
    "check_grant",
    "create_account",
    "end_assignment",
    "end_sessions_of_ended_roles",
    "grant",
    "grantable_roles",
    "lock_account",
    "recover_account",
    "sign_out",
    "unlock_account",
]
