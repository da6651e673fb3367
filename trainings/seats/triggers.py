"""Session.seats_taken is counted by the database, so its CHECK against capacity holds however seats are written."""

from trainings.seats import seat_sql
from trainings.seats.states import TAKEN

_TAKEN = "({})".format(",".join(f"'{state}'" for state in TAKEN))
_ADD = "UPDATE training_sessions_session SET seats_taken = seats_taken + 1 WHERE id = NEW.session_id"
_SUBTRACT = "UPDATE training_sessions_session SET seats_taken = seats_taken - 1 WHERE id = OLD.session_id"

TRIGGERS = {
    "sqlite": {
        "seat_counts_when_made": f"""
            CREATE TRIGGER IF NOT EXISTS seat_counts_when_made AFTER INSERT ON seats_seat
            WHEN NEW.state IN {_TAKEN} BEGIN {_ADD}; END""",
        "seat_counts_when_taken": f"""
            CREATE TRIGGER IF NOT EXISTS seat_counts_when_taken AFTER UPDATE OF state, session_id ON seats_seat
            WHEN NEW.state IN {_TAKEN} AND (OLD.state NOT IN {_TAKEN} OR OLD.session_id <> NEW.session_id)
            BEGIN {_ADD}; END""",
        "seat_stops_counting": f"""
            CREATE TRIGGER IF NOT EXISTS seat_stops_counting AFTER UPDATE OF state, session_id ON seats_seat
            WHEN OLD.state IN {_TAKEN} AND (NEW.state NOT IN {_TAKEN} OR OLD.session_id <> NEW.session_id)
            BEGIN {_SUBTRACT}; END""",
        "seat_stops_counting_when_gone": f"""
            CREATE TRIGGER IF NOT EXISTS seat_stops_counting_when_gone AFTER DELETE ON seats_seat
            WHEN OLD.state IN {_TAKEN} BEGIN {_SUBTRACT}; END""",
    },
    "postgresql": {
        "function": f"""
            CREATE OR REPLACE FUNCTION seats_count_taken() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' AND OLD.state IN {_TAKEN} THEN {_SUBTRACT}; END IF;
                IF TG_OP <> 'DELETE' AND NEW.state IN {_TAKEN} THEN {_ADD}; END IF;
                RETURN NULL;
            END $$""",
        "seat_counts": """
            CREATE OR REPLACE TRIGGER seat_counts AFTER INSERT OR DELETE ON seats_seat
            FOR EACH ROW EXECUTE FUNCTION seats_count_taken()""",
        "seat_counts_when_changed": f"""
            CREATE OR REPLACE TRIGGER seat_counts_when_changed AFTER UPDATE OF state, session_id ON seats_seat
            FOR EACH ROW WHEN (
                (OLD.state IN {_TAKEN}) IS DISTINCT FROM (NEW.state IN {_TAKEN}) OR OLD.session_id <> NEW.session_id
            ) EXECUTE FUNCTION seats_count_taken()""",
        "book_seat": seat_sql.FUNCTION,
    },
}
