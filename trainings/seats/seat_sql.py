"""The one statement that gives out seats and waiting numbers, in SQL: thousands press the button in the same minute.

On PostgreSQL it lives in the database (seats/triggers.py installs it), which then plans it once and not each time.
"""

from string import Template

from trainings.seats.states import HOLDING, TAKEN, SeatState
from trainings.sessions.states import SessionState, TrainingKind


def _listed(states):
    return "({})".format(", ".join(f"'{state}'" for state in states))


# While kelurahan have shares (a session that starts after $shares_end), a place of one's own kelurahan is needed, and
# nobody of it may be waiting; else any place, and nobody waiting at all.
_HAS_PLACE = f"""
    session.seats_taken < session.capacity AND CASE
        WHEN session.starts_at > $shares_end AND EXISTS (
            SELECT 1 FROM seats_seatshare kept WHERE kept.session_id = $session
        ) THEN (
            SELECT COUNT(*) FROM seats_seat sold JOIN people_participant neighbour ON neighbour.id = sold.participant_id
            WHERE sold.session_id = $session AND sold.state IN {_listed(TAKEN)}
            AND neighbour.kelurahan_id = person.kelurahan_id
        ) < COALESCE((
            SELECT share.seats FROM seats_seatshare share
            WHERE share.session_id = $session AND share.kelurahan_id = person.kelurahan_id
        ), 0) AND NOT EXISTS (
            SELECT 1 FROM seats_seat queue JOIN people_participant neighbour ON neighbour.id = queue.participant_id
            WHERE queue.session_id = $session AND queue.state = '{SeatState.WAITING}'
            AND neighbour.kelurahan_id = person.kelurahan_id
        )
        ELSE NOT EXISTS (
            SELECT 1 FROM seats_seat queue WHERE queue.session_id = $session AND queue.state = '{SeatState.WAITING}'
        )
    END"""  # noqa: S608

# All commodities share one module: there the training says what is learned.
_SAME_LESSON = f"""
    (other.training_id = room.training_id OR NOT (room.is_hard OR EXISTS (
        SELECT 1 FROM training_sessions_training skill
        WHERE skill.id = other.training_id AND skill.kind = '{TrainingKind.HARD}'
    )))"""  # noqa: S608

# Seats of sessions that are not over and teach one of the same modules.
_SAME_MODULE = f"""
    held.state IN {_listed(HOLDING)} AND EXISTS (
        SELECT 1 FROM training_sessions_session_modules theirs JOIN training_sessions_session_modules ours
        ON ours.module_id = theirs.module_id
        JOIN training_sessions_session other ON other.id = theirs.session_id
        WHERE theirs.session_id = held.session_id AND ours.session_id = room.session_id AND {_SAME_LESSON}
    ) AND EXISTS (
        SELECT 1 FROM training_sessions_meeting later
        WHERE later.session_id = held.session_id AND later.ends_at > $now
    )"""  # noqa: S608

# A module that the person has not finished, or a session without any.
_SOMETHING_TO_LEARN = f"""
    EXISTS (
        SELECT 1 FROM training_sessions_session_modules wanted
        WHERE wanted.session_id = room.session_id AND NOT EXISTS (
            SELECT 1 FROM seats_seat done
            JOIN training_sessions_session_modules taught ON taught.session_id = done.session_id
            JOIN training_sessions_session other ON other.id = done.session_id
            WHERE done.participant_id = room.person_id AND done.state = '{SeatState.ATTENDED}'
            AND other.state <> '{SessionState.CANCELLED}' AND taught.module_id = wanted.module_id AND {_SAME_LESSON}
        )
    ) OR NOT EXISTS (
        SELECT 1 FROM training_sessions_session_modules wanted WHERE wanted.session_id = room.session_id
    )"""  # noqa: S608

# Whatever stands in the way, no row is written; actions/refused.py says what it was. A registration that waits for its
# card to be seen (not holds_nik) has one seat at a time. LIMIT keeps PostgreSQL from asking for the place twice.
_BOOK = Template(f"""
    INSERT INTO seats_seat
        (session_id, participant_id, state, queue_number, booked_by_id, booked_at, changed_at, release_reason)
    SELECT room.session_id, room.person_id,
        CASE WHEN room.has_place THEN '{SeatState.CONFIRMED}' ELSE '{SeatState.WAITING}' END,
        CASE WHEN room.has_place THEN NULL ELSE room.last_number + 1 END,
        $by, $now, $now, ''
    FROM (
        SELECT session.id AS session_id, person.id AS person_id, person.holds_nik, session.training_id,
            EXISTS (
                SELECT 1 FROM training_sessions_training own
                WHERE own.id = session.training_id AND own.kind = '{TrainingKind.HARD}'
            ) AS is_hard,
            {_HAS_PLACE} AS has_place,
            COALESCE(
                (SELECT MAX(queue_number) FROM seats_seat queue WHERE queue.session_id = $session), 0
            ) AS last_number
        FROM training_sessions_session session, people_participant person
        WHERE session.id = $session AND session.state = '{SessionState.PUBLISHED}' AND session.booking_closes_at > $now
        AND person.id = $person AND ($owner = 0 OR person.user_id = $owner)
        LIMIT 1
    ) room
    WHERE NOT EXISTS (
        SELECT 1 FROM seats_seat held
        WHERE held.participant_id = room.person_id AND held.state <> '{SeatState.RELEASED}' AND (
            held.session_id = room.session_id OR NOT (room.holds_nik OR held.state = '{SeatState.ABSENT}') OR EXISTS (
                SELECT 1 FROM training_sessions_meeting theirs JOIN training_sessions_meeting ours
                ON ours.starts_at < theirs.ends_at AND ours.ends_at > theirs.starts_at
                WHERE theirs.session_id = held.session_id AND ours.session_id = room.session_id
            ) OR ({_SAME_MODULE})
        )
    ) AND ({_SOMETHING_TO_LEARN})
    RETURNING id""")  # noqa: S608


def statement(values):
    """Return the statement with these values written into it, as its plan is asked for."""
    return _BOOK.substitute(values)


_NAMES = ("session", "person", "owner", "by", "now", "shares_end")
_SENT = {name: f"%({name})s" for name in _NAMES}

# SQLite lets one writer in at a time, so a single statement sees all that was written before it.
# PostgreSQL holds session and person first, in this order like every other act on seats; the second statement of the
# function then sees what those before it did.
BOOK = {
    "sqlite": statement(_SENT),
    "postgresql": "SELECT seats_book({session}, {person}, {owner}, {by}, {now}, {shares_end})".format(**_SENT),
}
# Without it two bookings of one person, or two of one session, would not see each other.
LOCK = """PERFORM 1 FROM training_sessions_session session, people_participant person
            WHERE session.id = a_session AND person.id = a_person
            FOR NO KEY UPDATE OF session, person;"""
_PARAMETERS = {
    "session": "a_session",
    "person": "a_person",
    "owner": "an_owner",
    "by": "a_user",
    "now": "an_instant",
    "shares_end": "an_end",
}
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION seats_book(
        a_session bigint, a_person bigint, an_owner bigint, a_user bigint, an_instant timestamptz, an_end timestamptz
    ) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE seat bigint;
    BEGIN
        {LOCK}
        {statement(_PARAMETERS)}
        INTO seat;
        RETURN seat;
    END $$"""
