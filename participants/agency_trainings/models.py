"""Modules that somebody attended at another agency, and what old lists only claim."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.dates import FIRST_DAY
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant
from participants.people.reach import VIEW as SEE_PEOPLE
from participants.people.reach import Reach

VIEW, ADD, CHANGE = (f"agency_trainings.{act}_agencyattendance" for act in ("view", "add", "change"))


class AgencyAttendanceQuerySet(VoidableQuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user, VIEW))

    def manageable_by(self, user):
        """Those that staff may take back; nobody does so for themselves."""
        people = Participant.objects.supervised_by(user, CHANGE).not_owned_by(user)
        return self.standing().filter(participant__in=people)


class AgencyAttendance(Voidable):
    """Somebody attended a module at another agency, by its list. Evidence of Pelatihan, as one whole session is."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="agency_attendances", verbose_name="peserta"
    )
    module = models.ForeignKey("programme.Module", models.PROTECT, related_name="+", verbose_name="modul")
    attended_on = models.DateField("hari")
    agency = models.ForeignKey("programme.Agency", models.PROTECT, related_name="+", verbose_name="penyelenggara")
    kecamatan = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kecamatan tempatnya"
    )
    recorded_by = actor_field("dicatat oleh")
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = AgencyAttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "kehadiran di instansi lain"
        verbose_name_plural = "kehadiran di instansi lain"
        ordering = ["-attended_on", "-id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["participant", "module", "attended_on"],
                condition=Q(voided_at=None),
                name="one_agency_attendance_per_module_and_day",
            ),
            models.CheckConstraint(
                condition=Q(attended_on__gte=FIRST_DAY), name="agency_attendance_is_of_the_programme"
            ),
        ]

    def __str__(self):
        return f"{self.module} di {self.agency}"


class OldClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Reach.of(user, VIEW).on("participant"))

    def texts(self, people, *, seen_by):
        """Return {person: [text]} of these people, whom the reader may see, as far as they may see it of them too."""
        found = {}
        if seen_by.has_perm(VIEW):
            reaches_all = Reach.of(seen_by, VIEW) == Reach.of(seen_by, SEE_PEOPLE)
            rows = (self if reaches_all else self.visible_to(seen_by)).filter(participant__in=people).order_by("id")
            for person, text in rows.values_list("participant", "text"):
                found.setdefault(person, []).append(text)
        return found


class OldClaim(models.Model):
    """What an old list says of somebody's training without a module and a day. It is shown, and never evidence."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="old_claims", verbose_name="peserta")
    text = models.CharField("tertulis", max_length=60)
    source = models.CharField("menurut", max_length=120)
    noted_by = actor_field("dicatat oleh")
    noted_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = OldClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "klaim lama"
        verbose_name_plural = "klaim lama"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["participant", "text"], name="one_old_claim_of_each_text")]

    def __str__(self):
        return self.text
