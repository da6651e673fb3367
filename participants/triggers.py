"""Stage events are history: the database refuses to rewrite them. Entering a registration is one call of it."""

from participants import entering, worklist_triggers

TRIGGERS = {
    "sqlite": {
        # Deleting is refused on PostgreSQL only: emptying a SQLite table is row by row, and tests must be able to.
        "stage_event_stays": """
            CREATE TRIGGER IF NOT EXISTS stage_event_stays BEFORE UPDATE ON participants_stageevent
            BEGIN SELECT RAISE(ABORT, 'stage events are only appended'); END""",
        **worklist_triggers.TRIGGERS["sqlite"],
    },
    "postgresql": {
        "function": """
            CREATE OR REPLACE FUNCTION participants_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'stage events are only appended' USING ERRCODE = 'check_violation'; END $$""",
        "stage_event_stays": """
            CREATE OR REPLACE TRIGGER stage_event_stays BEFORE UPDATE OR DELETE ON participants_stageevent
            FOR EACH ROW EXECUTE FUNCTION participants_keep_event()""",
        "register": entering.FUNCTION,
        **worklist_triggers.TRIGGERS["postgresql"],
    },
}
