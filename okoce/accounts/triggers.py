"""The database function that answers who asks."""

from okoce.accounts import current_user_sql

TRIGGERS = {"sqlite": {}, "postgresql": {"of_request": current_user_sql.FUNCTION}}
