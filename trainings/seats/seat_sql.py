"""The one statement that gives out seats and waiting numbers, in SQL: thousands press the button in the same minute.

On PostgreSQL it lives in the database (seats/triggers.py installs it), which then plans it once and not each time.
"""

from string import Template

from trainings.seats.states import SeatState
from trainings.sessions.states import SessionState

# Whatever stands in the way, no row is written; actions/seats.py says what it was. A registration that waits for its
# card to be seen (not holds_nik) has one seat at a time.
_BOOK = Template(f"""
    INSERT INTO seats_seat
        (session_id, participant_id, state, queue_number, booked_by_id, booked_at, changed_at, release_reason)
    SELECT room.id, person.id,
        CASE WHEN room.has_place THEN '{SeatState.CONFIRMED}' ELSE '{SeatState.WAITING}' END,
        CASE WHEN room.has_place THEN NULL ELSE room.last_number + 1 END,
        $by, $now, $now, ''
    FROM people_participant person, (
        SELECT session.id,
            session.seats_taken < session.capacity AND NOT EXISTS (
                SELECT 1 FROM seats_seat queue
                WHERE queue.session_id = session.id AND queue.state = '{SeatState.WAITING}'
            ) AS has_place,
            COALESCE(
                (SELECT MAX(queue_number) FROM seats_seat queue WHERE queue.session_id = session.id), 0
            ) AS last_number
        FROM training_sessions_session session
        WHERE session.id = $session AND session.state = '{SessionState.PUBLISHED}' AND session.booking_closes_at > $now
    ) room
    WHERE person.id = $person AND ($owner = 0 OR person.user_id = $owner)
    AND NOT EXISTS (
        SELECT 1 FROM seats_seat held
        WHERE held.participant_id = person.id AND held.state <> '{SeatState.RELEASED}' AND (
            held.session_id = room.id OR NOT (person.holds_nik OR held.state = '{SeatState.ABSENT}') OR EXISTS (
                SELECT 1 FROM training_sessions_meeting theirs JOIN training_sessions_meeting ours
                ON ours.starts_at < theirs.ends_at AND ours.ends_at > theirs.starts_at
                WHERE theirs.session_id = held.session_id AND ours.session_id = room.id
            )
        )
    )
    RETURNING id""")  # noqa: S608

_NAMES = ("session", "person", "owner", "by", "now")
_SENT = {name: f"%({name})s" for name in _NAMES}

# SQLite lets one writer in at a time, so a single statement sees all that was written before it.
# PostgreSQL holds session and person first, in this order like every other act on seats; the second statement of the
# function then sees what those before it did.
BOOK = {
    "sqlite": _BOOK.substitute(_SENT),
    "postgresql": "SELECT seats_book({session}, {person}, {owner}, {by}, {now})".format(**_SENT),
}
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION seats_book(
        a_session bigint, a_person bigint, an_owner bigint, a_user bigint, an_instant timestamptz
    ) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE seat bigint;
    BEGIN
        PERFORM 1 FROM training_sessions_session session, people_participant person
            WHERE session.id = a_session AND person.id = a_person
            FOR NO KEY UPDATE OF session, person;
        {_BOOK.substitute(session="a_session", person="a_person", owner="an_owner", by="a_user", now="an_instant")}
        INTO seat;
        RETURN seat;
    END $$"""
