"""The numbers of the rows of a printed roster."""

from django.db import models

from trainings.seats.models import Seat
from trainings.sessions.models import Meeting


class RosterRow(models.Model):
    """The row of a seat on the paper of a meeting. A number once printed never means anybody else."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="roster_rows", db_index=False, verbose_name="pertemuan"
    )
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="roster_rows", verbose_name="kursi")
    number = models.PositiveSmallIntegerField("baris")

    class Meta:
        verbose_name = "baris daftar hadir"
        verbose_name_plural = "baris daftar hadir"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_seat_per_roster_row"),
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_roster_row_per_seat"),
        ]

    def __str__(self):
        return f"baris {self.number}"
