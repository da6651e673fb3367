"""What the role of the portal may do in the database: everything with rows, but only append to the access log."""

from django.db import connection, transaction

from okoce.triggers import APPEND_ONLY_TABLES


@transaction.atomic
def grant_to(role, password):
    """Give a role its rights, as the owner of the tables; make the role where there is none. Idempotent.

    All or nothing: between granting everything and taking back what is appended only, the role must not have it.
    """
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD %s", [password])
        for statement in _statements():
            cursor.execute(statement.format(role=name))


def _statements():
    kept = ", ".join(sorted(APPEND_ONLY_TABLES))
    return [
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {kept} FROM {{role}}, PUBLIC",
    ]
