"""How people who do not go on were reached, and what they said."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from okoce.actor_fields import actor_field
from okoce.clock import today
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant

CHANGE = "people.change_participant"
RESTS = timedelta(days=30)  # as long as somebody may stand still before they are on the list
RESTS_STOPPED = timedelta(days=365)
LATEST = timedelta(days=180)  # for calling again


class Outcome(models.TextChoices):
    GOES_ON = "goes_on", "akan melanjutkan"
    LATER = "later", "minta dihubungi lagi"
    STOPS = "stops", "tidak melanjutkan"
    MISSED = "missed", "tidak terjawab"
    WRONG = "wrong", "nomor salah"


RESTING = [Outcome.GOES_ON, Outcome.LATER, Outcome.STOPS]


class ContactQuerySet(VoidableQuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.supervised_by(user, CHANGE))


class Contact(Voidable):
    """One call or visit by an officer. `rests_until` is the day from which somebody is on the list of those to call."""

    Outcome = Outcome

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="contacts", verbose_name="peserta")
    outcome = models.CharField("hasil", max_length=8, choices=Outcome.choices)
    note = models.CharField("keterangan", max_length=200, blank=True)
    made_by = actor_field("oleh")
    made_on = models.DateField("tanggal", default=today, editable=False)
    rests_until = models.DateField("sampai", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "kontak"
        verbose_name_plural = "kontak"
        ordering = ["-id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="contact_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=RESTING, rests_until__isnull=False)
                | (~Q(outcome__in=RESTING) & Q(rests_until=None)),
                name="contact_rests_after_an_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["participant", "rests_until"],
                condition=Q(voided_at=None, rests_until__isnull=False),
                name="contacts_at_rest",
            )
        ]

    def __str__(self):
        return self.get_outcome_display()

    def allows(self, user, permission):
        """Return whether a user may do this with the person it is about."""
        return self.participant.allows(user, permission)


def at_rest(*, on=None):
    """Return the condition on people that they answered since their last stage, and need not be called by that day."""
    answers = Contact.objects.standing().filter(participant=OuterRef("pk"), rests_until__gt=on or today())
    return Exists(answers.filter(made_on__gte=OuterRef("stopped_on")).order_by())
