"""The database function that answers who asks, and the promise that rows of the access log are only appended."""

from okoce.accounts import current_user_sql
from okoce.triggers import append_only

APPEND_ONLY = append_only("accounts_accesslog")
TRIGGERS = {
    "sqlite": APPEND_ONLY["sqlite"],
    "postgresql": {"of_request": current_user_sql.FUNCTION, **APPEND_ONLY["postgresql"]},
}
