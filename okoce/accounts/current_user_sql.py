"""Who is signed in, with what every page asks of them, in SQL: asked by each request, and by the thousands in a rush.

On PostgreSQL it lives in the database, which then plans it once and not each time: planning took three quarters of it.
"""

# A row for each role held at that instant, or one without.
_ASK = """
    SELECT {whole}, held.id AS held_id, held.role AS held_role, held.region_id AS held_region,
        (SELECT COUNT(*) FROM notifications_message message
            WHERE message.user_id = somebody.id AND message.read_at IS NULL) AS unread_count,
        EXISTS (SELECT 1 FROM mfa_authenticator device
            WHERE device.user_id = somebody.id AND device.type IN ('totp', 'webauthn')) AS has_second_factor,
        (SELECT token FROM reference_referencestate) AS reference_token
    FROM accounts_user somebody LEFT JOIN accounts_roleassignment held ON held.user_id = somebody.id
        AND held.starts_at <= {at} AND (held.ends_at IS NULL OR held.ends_at > {at})
    WHERE somebody.id = {user} ORDER BY held.role, held.region_id"""

OF_REQUEST = {
    "sqlite": _ASK.format(whole="somebody.*", at="%(at)s", user="%(user)s"),
    "postgresql": """
        SELECT (asked.person).*, held_id, held_role, held_region, unread_count, has_second_factor, reference_token
        FROM accounts_of_request(%(user)s, %(at)s) asked""",
}

FUNCTION = f"""
    DROP FUNCTION IF EXISTS accounts_of_request(bigint, timestamptz);
    CREATE OR REPLACE FUNCTION accounts_of_request(a_user bigint, an_instant timestamptz) RETURNS TABLE (
        person accounts_user, held_id bigint, held_role varchar, held_region varchar,
        unread_count bigint, has_second_factor boolean, reference_token varchar
    ) LANGUAGE plpgsql STABLE ROWS 1 AS $$
    BEGIN
        RETURN QUERY {_ASK.format(whole="somebody", at="an_instant", user="a_user")};
    END $$"""
