"""Everything that apps saw of people and that counts, as one view of the database."""

from django.db import models


class Evidence(models.Model):
    """A row of any kind of evidence in one shape, which its Source describes (../evidence_rows.py). Read, not written.

    The same rows are the union of all sources. Writing that statement took the ORM 8,500 calls of the 47,000 of a
    person's own journey, again and again; the database keeps it written.
    """

    kind = models.TextField()
    number = models.BigIntegerField(primary_key=True)  # of its kind
    participant_id = models.BigIntegerField()
    at = models.TextField()
    then = models.TextField()
    key = models.TextField(null=True)
    words = models.TextField()
    amount = models.BigIntegerField()
    whole = models.IntegerField()

    class Meta:
        managed = False
        db_table = "journey_evidence"
        verbose_name = "bukti"
        verbose_name_plural = "bukti"

    def __str__(self):
        return f"{self.kind}:{self.number}"
