"""A walk-in takes a chair: the database counts it in Session.seats_taken, so its CHECK against capacity holds."""

from trainings.door.states import WalkInState

_OPEN = f"'{WalkInState.OPEN}'"
_ADD = "UPDATE training_sessions_session SET seats_taken = seats_taken + 1 WHERE id = NEW.session_id"
_SUBTRACT = "UPDATE training_sessions_session SET seats_taken = seats_taken - 1 WHERE id = OLD.session_id"

TRIGGERS = {
    "sqlite": {
        "walk_in_counts_when_made": f"""
            CREATE TRIGGER IF NOT EXISTS walk_in_counts_when_made AFTER INSERT ON door_walkin
            WHEN NEW.state = {_OPEN} BEGIN {_ADD}; END""",
        "walk_in_counts_when_let_in": f"""
            CREATE TRIGGER IF NOT EXISTS walk_in_counts_when_let_in AFTER UPDATE OF state, session_id ON door_walkin
            WHEN NEW.state = {_OPEN} AND (OLD.state <> {_OPEN} OR OLD.session_id <> NEW.session_id)
            BEGIN {_ADD}; END""",
        "walk_in_stops_counting": f"""
            CREATE TRIGGER IF NOT EXISTS walk_in_stops_counting AFTER UPDATE OF state, session_id ON door_walkin
            WHEN OLD.state = {_OPEN} AND (NEW.state <> {_OPEN} OR OLD.session_id <> NEW.session_id)
            BEGIN {_SUBTRACT}; END""",
        "walk_in_stops_counting_when_gone": f"""
            CREATE TRIGGER IF NOT EXISTS walk_in_stops_counting_when_gone AFTER DELETE ON door_walkin
            WHEN OLD.state = {_OPEN} BEGIN {_SUBTRACT}; END""",
    },
    "postgresql": {
        "function": f"""
            CREATE OR REPLACE FUNCTION door_count_walk_ins() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' AND OLD.state = {_OPEN} THEN {_SUBTRACT}; END IF;
                IF TG_OP <> 'DELETE' AND NEW.state = {_OPEN} THEN {_ADD}; END IF;
                RETURN NULL;
            END $$""",
        "walk_in_counts": """
            CREATE OR REPLACE TRIGGER walk_in_counts AFTER INSERT OR DELETE OR UPDATE OF state, session_id
            ON door_walkin FOR EACH ROW EXECUTE FUNCTION door_count_walk_ins()""",
    },
}
