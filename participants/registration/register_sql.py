"""The statements that enter a registration, in SQL: the ORM takes longer to write ten of them than to have them done.

On PostgreSQL they are one function of the database (participants/triggers.py installs it), planned once and called
with one answer for all. On SQLite, where one writer is let in at a time, actions/entering.py says them in turn.

A known NIK and a new one go the same way in both. Nothing in here is a whole NIK: it comes sealed, and as a digest.
"""

from enum import StrEnum
from string import Template

from okoce.history import copying
from okoce.jobs.models import JobState
from participants.people.models import Business, Participant


class Outcome(StrEnum):
    ENTERED = "entered"
    KNOWN = "known"  # the NIK was; for an officer nothing is written, else a second number
    NUMBER_TAKEN = "number_taken"
    SENT = "sent"  # this draft, before
    EXPIRED = "expired"  # the draft


# What every statement may name, as $name: as a type of PostgreSQL.
PARAMS = {
    "draft": "uuid",
    "receipt": "bytea",
    "number": "text",
    "digests": "text[]",
    "year": "bigint",
    "point": "bigint",
    "by_id": "bigint",
    "user_id": "bigint",
    "name": "text",
    "name_key": "text",
    "nik_sealed": "bytea",
    "nik_digest": "text",
    "birth_on": "date",
    "sex": "text",
    "phone": "text",
    "email": "text",
    "flags": "jsonb",
    "street": "text",
    "rt": "text",
    "rw": "text",
    "kelurahan": "text",
    "kecamatan": "text",
    "availability": "integer",
    "cannot_whole_day": "boolean",
    "community": "bigint",
    "standing": "text",
    "trade": "text",
    "business_name": "text",
    "business_class": "bigint",
    "commodity": "bigint",
    "since_year": "integer",
    "business_kelurahan": "text",
    "consents": "text[]",
    "channel": "text",
    "notice_version": "text",
    "consent_version": "text",
    "again_subject": "text",
    "again_body": "text",
    "today": "date",
    "instant": "timestamptz",
}

WAS_SENT = "SELECT sent_at IS NOT NULL FROM registration_registrationdraft WHERE id = $draft $hold"
NUMBER_IS_TAKEN = """
    SELECT 1 FROM people_participant WHERE registration_number = $number
    UNION ALL SELECT 1 FROM claims_registrationclaim WHERE number = $number"""
KNOWN = "SELECT id FROM people_participant WHERE nik_digest $among_digests LIMIT 1"

ENTER = """
    INSERT INTO people_participant (
        registration_number, programme_year_id, user_id, name, name_key, nik_sealed, nik_digest, birth_on, sex, phone,
        email, flags, street, rt, rw, kelurahan_id, kecamatan_id, availability, cannot_whole_day, community_id,
        registered_at, registration_point_id, registered_by_id, notice_version, notice_shown_at
    ) VALUES (
        $number, $year, $user_id, $name, $name_key, $nik_sealed, $nik_digest, $birth_on, $sex, $phone, $email,
        $flags, $street, $rt, $rw, $kelurahan, $kecamatan, $availability, $cannot_whole_day, $community,
        $instant, $point, $by_id, $notice_version, $instant
    ) RETURNING id"""
_ACTOR = {"who": "COALESCE($by_id, $user_id)", "when": "$instant", "why": "''", "kind": "'+'"}
# Then, about $person:
WITH_A_NEW_PERSON = [
    """
    INSERT INTO people_residence (participant_id, kelurahan_id, since_on, recorded_at)
    VALUES ($person, $kelurahan, $today, $instant)""",
    """
    INSERT INTO people_business (
        participant_id, standing, name, trade, business_class_id, commodity_id, since_year, kelurahan_id
    ) VALUES (
        $person, $standing, $business_name, $trade, $business_class, $commodity, $since_year, $business_kelurahan
    )""",
    """
    INSERT INTO consents_consent (participant_id, purpose, is_given, text_version, channel, recorded_at)
    SELECT $person, given.value, TRUE, $consent_version, $channel, $instant FROM $each_consent""",
    """
    INSERT INTO journey_tally (programme_year_id, kelurahan_id, kecamatan_id, stage, day, people)
    VALUES ($year, $kelurahan, $kecamatan, 'terdaftar', $today, 1)""",
    copying(Participant, which="record.id = $person", **_ACTOR),
    copying(Business, which="record.participant_id = $person", **_ACTOR),
]
# A second number for the same person, who hears of it once a day at most. The job waits for the sweep: sending it to
# the workers takes time, which the sender of the form could measure.
WITH_A_KNOWN_PERSON = [
    """
    INSERT INTO claims_registrationclaim (number, participant_id, user_id, created_at)
    VALUES ($number, $person, $user_id, $instant)""",
    """
    INSERT INTO notifications_message (user_id, key, kind, subject, body, url, created_at)
    SELECT known.user_id, $again_key, 'registered_again', $again_subject, $again_body, '/privasi/', $instant
    FROM people_participant known WHERE known.id = $person AND known.user_id IS NOT NULL
    ON CONFLICT (key) DO NOTHING""",
    f"""
    INSERT INTO jobs_job (key, name, arguments, state, attempts, due_at, created_at, error)
    SELECT $again_key, 'registration.notify_repeat', $object('participant', known.id, 'key', $again_key),
        '{JobState.QUEUED}', 0, $instant, $instant, ''
    FROM people_participant known WHERE known.id = $person AND (known.user_id IS NOT NULL OR known.email <> '')
    ON CONFLICT (key) DO NOTHING""",  # noqa: S608
]
# `person` only where the form made one.
SEAL_DRAFT = """
    UPDATE registration_registrationdraft
    SET answers_sealed = $receipt, participant_id = $made, sent_at = $instant, updated_at = $instant
    WHERE id = $draft"""


def _on_sqlite(sql):
    words = {name: f"CAST(%({name})s AS BLOB)" if kind == "bytea" else f"%({name})s" for name, kind in PARAMS.items()}
    words |= {
        "hold": "",
        "person": "%(person)s",
        "made": "%(made)s",
        "among_digests": "IN (SELECT value FROM json_each(%(digests)s))",
        "each_consent": "json_each(%(consents)s) given",
        "again_key": "'registered-again:' || %(person)s || ':' || %(today)s",
        "object": "json_object",
    }
    return Template(sql).substitute(words)


def _on_postgresql(sql):
    words = {name: f"params.{name}" for name in PARAMS}
    words |= {
        "hold": "FOR UPDATE",
        "person": "person",
        "made": "made",
        "among_digests": "= ANY (params.digests)",
        "each_consent": "unnest(params.consents) given(value)",
        "again_key": "'registered-again:' || person || ':' || params.today",
        "object": "jsonb_build_object",
    }
    return Template(sql).substitute(words)


def _in_turn(statements):
    return "".join(f"{_on_postgresql(sql)};" for sql in statements)


SQLITE = {
    "how_it_stands": _on_sqlite(f"SELECT ({WAS_SENT}), EXISTS ({NUMBER_IS_TAKEN}), ({KNOWN})"),
    "enter": _on_sqlite(ENTER),
    "with_a_new_person": [_on_sqlite(sql) for sql in WITH_A_NEW_PERSON],
    "with_a_known_person": [_on_sqlite(sql) for sql in WITH_A_KNOWN_PERSON],
    "seal_draft": _on_sqlite(SEAL_DRAFT),
}
CALL = "SELECT outcome, person FROM registration_register(%s)"
# Each statement of it sees what was committed before it began: what another transaction did to the draft or the NIK is
# seen. A plan for any answers is as good as one for these; without this setting every connection makes five first.
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION registration_register(answers jsonb, OUT outcome text, OUT person bigint)
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    DECLARE
        params record;
        was_sent boolean;
        made bigint;
    BEGIN
        SELECT * INTO params FROM jsonb_to_record(answers) AS given(
            {", ".join(f"{name} {kind}" for name, kind in PARAMS.items())}
        );
        IF params.draft IS NOT NULL THEN
            {_on_postgresql(WAS_SENT)} INTO was_sent;
            IF was_sent IS NULL THEN outcome := '{Outcome.EXPIRED}'; RETURN; END IF;
            IF was_sent THEN outcome := '{Outcome.SENT}'; RETURN; END IF;
        END IF;
        IF EXISTS ({_on_postgresql(NUMBER_IS_TAKEN)}) THEN outcome := '{Outcome.NUMBER_TAKEN}'; RETURN; END IF;
        {_on_postgresql(KNOWN)} INTO person;
        IF person IS NOT NULL THEN
            outcome := '{Outcome.KNOWN}';
            IF params.by_id IS NOT NULL THEN RETURN; END IF;
            {_in_turn(WITH_A_KNOWN_PERSON)}
        ELSE
            outcome := '{Outcome.ENTERED}';
            {_on_postgresql(ENTER)} INTO person;
            made := person;
            {_in_turn(WITH_A_NEW_PERSON)}
        END IF;
        IF params.draft IS NOT NULL THEN {_on_postgresql(SEAL_DRAFT)}; END IF;
    END $$"""  # noqa: S608
