"""How many people work in somebody's business, by their own word, twice a year."""

import datetime as dt

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now, today
from okoce.formats import angka
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant
from participants.people.reach import Reach

VIEW, ADD = "employment.view_workercount", "employment.add_workercount"
MOST = 500  # a larger business is no micro or small one
ASKED_AGAIN = dt.timedelta(days=182)
CORRECTED = dt.timedelta(days=7)  # a second answer in that time corrects the first


class Way(models.TextChoices):
    OWN = "own", "menurut pemiliknya"
    DESK = "desk", "menurut pemiliknya, dicatat petugas"


class WorkerCountQuerySet(VoidableQuerySet):
    def visible_to(self, user, permission=VIEW):
        return self.filter(Reach.of(user, permission).on("participant"))

    def newest_first(self):
        return self.standing().order_by("-said_on", "-id")


class WorkerCount(Voidable):
    """One answer: people at work, the owner among them; 0 while the business rests. The newest one that stands counts.

    Nothing proves it, and no step follows from it.
    """

    Way = Way

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="worker_counts", db_index=False, verbose_name="peserta"
    )
    people = models.PositiveSmallIntegerField("orang yang bekerja")
    said_on = models.DateField("dijawab", default=today, editable=False)
    way = models.CharField("sumber", max_length=4, choices=Way.choices)
    recorded_by = actor_field("dicatat oleh")
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = WorkerCountQuerySet.as_manager()

    class Meta:
        verbose_name = "orang yang bekerja"
        verbose_name_plural = "orang yang bekerja"
        ordering = ["-said_on", "-id"]
        default_permissions = ("view", "add")
        constraints = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(condition=Q(people__lte=MOST), name="worker_count_is_of_a_small_business"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="worker_count_way_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["participant", "said_on", "id"], condition=Q(voided_at=None), name="worker_counts_of_a_person"
            )
        ]

    def __str__(self):
        return self.in_words

    @property
    def in_words(self):
        return f"{angka(self.people)} orang" if self.people else "usaha sedang berhenti"

    @property
    def asked_again_on(self):
        return self.said_on + ASKED_AGAIN

    @property
    def is_old(self):
        return today() >= self.asked_again_on

    @property
    def may_be_corrected(self):
        """Whether another answer now corrects this one instead of following it."""
        return today() <= self.said_on + CORRECTED
