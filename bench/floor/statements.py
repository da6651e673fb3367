"""The tables of the floor and its statements, in the words of each database."""

_RECEIPT = "SELECT name, kelurahan FROM person WHERE id = %(person)s"
_SHOW = "SELECT title, venue, capacity, taken FROM session WHERE id = %(session)s"

STATEMENTS = {
    "postgresql": {
        "show": _SHOW,
        "receipt": _RECEIPT,
        "book": """
            WITH room AS (
                UPDATE session SET taken = taken + 1 WHERE id = %(session)s AND taken < capacity RETURNING id
            )
            INSERT INTO seat (session_id, person_id) SELECT id, %(person)s FROM room RETURNING id""",
        "register": """
            WITH entered AS (
                INSERT INTO person (name, nik, birth_on, sex, phone, kelurahan, street, consent)
                VALUES (%(name)s, %(nik)s, %(birth_on)s, %(sex)s, %(phone)s, %(kelurahan)s, %(street)s, %(consent)s)
                ON CONFLICT (nik) DO NOTHING RETURNING id
            ), trading AS (
                INSERT INTO business (person_id, trade) SELECT id, %(trade)s FROM entered
            ), noted AS (
                INSERT INTO event (person_id, stage) SELECT id, 'pendaftaran' FROM entered
            )
            SELECT id FROM entered""",
    },
    # SQLite has no statement that writes two tables: seats are counted, and the register is one row.
    "sqlite": {
        "show": _SHOW,
        "receipt": _RECEIPT,
        "book": """
            INSERT INTO seat (session_id, person_id)
            SELECT id, %(person)s FROM session WHERE id = %(session)s
            AND (SELECT count(*) FROM seat WHERE session_id = %(session)s) < capacity RETURNING id""",
        "register": """
            INSERT INTO person (name, nik, birth_on, sex, phone, kelurahan, street, consent)
            VALUES (%(name)s, %(nik)s, %(birth_on)s, %(sex)s, %(phone)s, %(kelurahan)s, %(street)s, %(consent)s)
            ON CONFLICT (nik) DO NOTHING RETURNING id""",
    },
}

_KEY = {"postgresql": "bigserial PRIMARY KEY", "sqlite": "integer PRIMARY KEY"}


def tables(vendor):
    key = _KEY[vendor]
    return f"""
        CREATE TABLE session (id {key}, title text NOT NULL, venue text NOT NULL, capacity integer NOT NULL,
            taken integer NOT NULL DEFAULT 0, CHECK (taken <= capacity));
        CREATE TABLE person (id {key}, name text NOT NULL, nik text NOT NULL UNIQUE, birth_on date NOT NULL,
            sex text NOT NULL, phone text NOT NULL, kelurahan text NOT NULL, street text NOT NULL,
            consent boolean NOT NULL);
        CREATE TABLE business (person_id bigint NOT NULL REFERENCES person, trade text NOT NULL);
        CREATE TABLE event (person_id bigint NOT NULL REFERENCES person, stage text NOT NULL,
            at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE seat (id {key}, session_id bigint NOT NULL REFERENCES session,
            person_id bigint NOT NULL REFERENCES person, booked_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
            UNIQUE (session_id, person_id));
    """
