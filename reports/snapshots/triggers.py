"""What was frozen and approved never changes: the database refuses it.

Deleting and adding are refused on PostgreSQL too where an edition was approved; emptying a SQLite table is row by row,
and tests must be able to.
"""

from reports.snapshots.states import EditionState

STATE = EditionState.APPROVED.value
_APPROVED = "SELECT 1 FROM snapshots_edition WHERE id = {row}.edition_id AND state = '{state}'"


def _of(row):
    """Return the statement that finds the approved edition of a row."""
    return _APPROVED.format(row=row, state=STATE)


def _sqlite(name, act, table, when=""):
    return f"""
        CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table}{when}
        BEGIN SELECT RAISE(ABORT, '{name}'); END"""


def _refuse(name, condition, answer):
    """Return a function that refuses what the condition says, and lets anything else be done."""
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {condition} THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN {answer};
        END $$"""


def _postgresql(name, act, table, function):
    return f"""
        CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {function}()"""


TRIGGERS = {
    "sqlite": {
        "approved_edition_stays": _sqlite(
            "approved_edition_stays", "UPDATE", "snapshots_edition", f" WHEN OLD.state = '{STATE}'"
        ),
        "snapshot_stays": _sqlite("snapshot_stays", "UPDATE", "snapshots_snapshot"),
        "approved_snapshots_stay_whole": _sqlite(
            "approved_snapshots_stay_whole",
            "INSERT",
            "snapshots_snapshot",
            f" WHEN EXISTS ({_of('NEW')})",
        ),
        "approved_paragraph_stays": _sqlite(
            "approved_paragraph_stays",
            "UPDATE",
            "snapshots_paragraph",
            f" WHEN EXISTS ({_of('OLD')})",
        ),
    },
    "postgresql": {
        "edition_function": _refuse("keep_approved_edition", f"OLD.state = '{STATE}'", "COALESCE(NEW, OLD)"),
        "snapshot_function": _refuse("keep_snapshot", "true", "NEW"),
        "part_function": _refuse("keep_approved_part", f"EXISTS ({_of('OLD')})", "COALESCE(NEW, OLD)"),
        "added_function": _refuse("keep_approved_whole", f"EXISTS ({_of('NEW')})", "NEW"),
        "approved_edition_stays": _postgresql(
            "approved_edition_stays", "UPDATE OR DELETE", "snapshots_edition", "keep_approved_edition"
        ),
        "snapshot_stays": _postgresql("snapshot_stays", "UPDATE", "snapshots_snapshot", "keep_snapshot"),
        "approved_snapshot_is_not_deleted": _postgresql(
            "approved_snapshot_is_not_deleted", "DELETE", "snapshots_snapshot", "keep_approved_part"
        ),
        "approved_snapshots_stay_whole": _postgresql(
            "approved_snapshots_stay_whole", "INSERT", "snapshots_snapshot", "keep_approved_whole"
        ),
        "approved_paragraph_stays": _postgresql(
            "approved_paragraph_stays", "UPDATE OR DELETE", "snapshots_paragraph", "keep_approved_part"
        ),
        "approved_paragraphs_stay_whole": _postgresql(
            "approved_paragraphs_stay_whole", "INSERT", "snapshots_paragraph", "keep_approved_whole"
        ),
    },
}
