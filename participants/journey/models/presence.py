"""Which kinds of rows there are of a person, as one view of the database."""

from django.db import models


class Presence(models.Model):
    """That there is a row of a kind of somebody. Read, not written; once for each row.

    One's own journey asks for nine kinds, of which most people have two: each statement that is not written saves the
    ORM 1,000 to 4,000 calls of the 43,000 of that page.
    """

    kind = models.TextField()
    participant_id = models.BigIntegerField(primary_key=True)  # as far as Django asks for one

    class Meta:
        managed = False
        db_table = "journey_presence"
        verbose_name = "adanya data"
        verbose_name_plural = "adanya data"

    def __str__(self):
        return f"{self.kind} {self.participant_id}"
