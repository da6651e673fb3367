"""What twins do when others have written people."""

from okoce.jobs.outbox import enqueue


def people_written(participant_ids, *, key):
    """Look for twins of these people by a job, once per `key`. Called in the transaction that wrote them."""
    ids = sorted(participant_ids)
    if ids:
        enqueue("twins.find_near", {"people": ids}, key=f"twins:{key}")
