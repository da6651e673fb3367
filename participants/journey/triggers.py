"""Stage events are history: the database refuses to rewrite them."""

TRIGGERS = {
    "sqlite": {
        # Deleting is refused on PostgreSQL only: emptying a SQLite table is row by row, and tests must be able to.
        "stage_event_stays": """
            CREATE TRIGGER IF NOT EXISTS stage_event_stays BEFORE UPDATE ON journey_stageevent
            BEGIN SELECT RAISE(ABORT, 'stage events are only appended'); END""",
    },
    "postgresql": {
        "function": """
            CREATE OR REPLACE FUNCTION journey_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'stage events are only appended' USING ERRCODE = 'check_violation'; END $$""",
        "stage_event_stays": """
            CREATE OR REPLACE TRIGGER stage_event_stays BEFORE UPDATE OR DELETE ON journey_stageevent
            FOR EACH ROW EXECUTE FUNCTION journey_keep_event()""",
    },
}
