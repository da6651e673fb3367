"""What one officer proposes and another decides: who, when and why, and how long it may be undone."""

from django.db import models
from django.db.models import F, Q

from okoce import kept_for
from okoce.actor_fields import actor_field
from okoce.clock import now

UNDONE_WITHIN = kept_for.lasts("merge_logs")
# Of the states, which each kind of proposal names in its own words, these mean the same in all.
WAITING, REFUSED, WITHDRAWN, UNDONE = "waiting", "refused", "withdrawn", "undone"
DECIDED_BY_ANOTHER = Q(decided_by=None) | ~Q(decided_by=F("proposed_by"))


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=WAITING)


class Decided(models.Model):
    """Proposed by one person, decided by another. A kind of proposal has a `state`."""

    proposed_at = models.DateTimeField("diusulkan", default=now, editable=False)
    proposed_by = actor_field("diusulkan oleh", editable=False)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True, editable=False)
    decided_by = actor_field("diputuskan oleh", optional=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-id"]


class Answered(Decided):
    """What cannot be undone: the second person carries it out, or refuses it with an answer."""

    answer = models.CharField("kata orang kedua", max_length=200, blank=True)

    class Meta(Decided.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(condition=DECIDED_BY_ANOTHER, name="%(class)s_takes_two_people"),
            models.CheckConstraint(
                condition=Q(state__in=[WAITING, WITHDRAWN]) | Q(decided_by__isnull=False),
                name="decided_%(class)s_names_who",
            ),
            models.CheckConstraint(condition=~Q(state=REFUSED) | ~Q(answer=""), name="refused_%(class)s_says_why"),
        ]


class Proposal(Decided):
    """What may be undone for a while; `CARRIED_OUT` is the state in which it may."""

    CARRIED_OUT = None

    reason = models.CharField("alasan", max_length=200)
    undone_at = models.DateTimeField("dibatalkan", null=True, blank=True, editable=False)
    undone_by = actor_field("dibatalkan oleh", optional=True, editable=False)
    undo_reason = models.CharField("alasan pembatalan", max_length=200, blank=True)

    class Meta(Decided.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state=UNDONE) | (Q(undone_by__isnull=False) & ~Q(undo_reason="")),
                name="undone_%(class)s_names_who_and_why",
            ),
        ]

    @property
    def undo_until(self):
        return self.decided_at + UNDONE_WITHIN if self.decided_at else None

    @property
    def may_be_undone(self):
        return self.state == self.CARRIED_OUT and now() < self.undo_until
