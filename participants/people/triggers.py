"""What lists of people are narrowed by, kept on the person by the database, whatever writes the evidence.

`is_checked`: an identity check stands. `stopped_after` and `stopped_on`: the last stage reached and its day, empty for
who holds none or all seven. On PostgreSQL once for all people of a statement, so that loading many stays quick; by the
indexes always, since a plan made while the tables were empty is kept while they fill.
"""

from string import Template

from okoce.programme.stages import Stage

_CHECKED = Template("""EXISTS (
    SELECT 1 FROM identity_checks_identitycheck done WHERE done.participant_id = $person AND done.voided_at IS NULL)""")
_LAST = Template(f"""(
    SELECT $column FROM journey_stagestanding held WHERE held.participant_id = $person
    AND (SELECT COUNT(*) FROM journey_stagestanding one WHERE one.participant_id = $person) < {len(Stage)}
    ORDER BY held.reached_on DESC, held.id DESC LIMIT 1)""")  # noqa: S608


def values(person):
    """Column → what it has to be, for the person with this id."""
    return {
        "is_checked": _CHECKED.substitute(person=person),
        "stopped_after": f"COALESCE({_LAST.substitute(person=person, column='held.stage')}, '')",
        "stopped_on": _LAST.substitute(person=person, column="held.reached_on"),
    }


_TABLES = {
    "identity_checks_identitycheck": ("checks", ["is_checked"]),
    "journey_stagestanding": ("standings", ["stopped_after", "stopped_on"]),
}


def _sqlite():
    for table, (name, columns) in _TABLES.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            wanted = values(f"{row}.participant_id")
            sets = ", ".join(f"{column} = {wanted[column]}" for column in columns)
            trigger = f"{name}_noted_after_{event.lower()}"
            note = f"UPDATE people_participant SET {sets} WHERE id = {row}.participant_id"  # noqa: S608
            yield trigger, f"CREATE TRIGGER IF NOT EXISTS {trigger} AFTER {event} ON {table} BEGIN {note}; END"


def _postgresql():
    for table, (name, columns) in _TABLES.items():
        wanted = values("person.id")
        found = ", ".join(f"{wanted[column]} AS {column}" for column in columns)
        sets = ", ".join(f"{column} = found.{column}" for column in columns)
        differs = " OR ".join(f"person.{column} IS DISTINCT FROM found.{column}" for column in columns)
        yield (
            f"note_{name}",
            f"""
            CREATE OR REPLACE FUNCTION people_note_{name}() RETURNS trigger LANGUAGE plpgsql
            SET enable_seqscan TO off AS $$
            BEGIN
                UPDATE people_participant person SET {sets} FROM (
                    SELECT person.id, {found} FROM people_participant person
                    WHERE person.id IN (SELECT participant_id FROM changed)
                ) found WHERE person.id = found.id AND ({differs});
                RETURN NULL;
            END $$""",  # noqa: S608
        )
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            trigger = f"{name}_noted_after_{event.lower()}"
            yield (
                trigger,
                f"CREATE OR REPLACE TRIGGER {trigger} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed "
                f"FOR EACH STATEMENT EXECUTE FUNCTION people_note_{name}()",
            )


TRIGGERS = {"sqlite": dict(_sqlite()), "postgresql": dict(_postgresql())}
