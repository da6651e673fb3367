"""People of a mentor who no longer is one, handed over to another mentor in one act."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.mentoring.models.notes import MentorAssignment
from participants.people.models import Participant

ASSIGN = "mentoring.assign_mentor"


class MentorHandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return those with a person whom the user may give to a mentor."""
        people = Participant.objects.supervised_by(user, ASSIGN)
        return self.filter(pk__in=MentorAssignment.objects.filter(participant__in=people).values("handover"))


class MentorHandover(models.Model):
    """Who handed over whose people to whom, and whether they were handed back."""

    from_mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="pendamping sebelumnya"
    )
    to_mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="pendamping baru"
    )
    handed_by = actor_field("diserahkan oleh")
    handed_at = models.DateTimeField("diserahkan", default=now, editable=False)
    undone_by = actor_field("dikembalikan oleh", optional=True)
    undone_at = models.DateTimeField("dikembalikan", null=True, blank=True)

    objects = MentorHandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "serah terima dampingan"
        verbose_name_plural = "serah terima dampingan"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_mentor=F("to_mentor")), name="handed_over_to_another"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_handover_names_who",
            ),
        ]

    def __str__(self):
        return f"Serah terima {self.pk}"
