"""The business of a participant."""

from django.db import models

from okoce.history import History, TrackedQuerySet
from participants.people.models.participants import Participant


class BusinessQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))


class Business(models.Model):
    """What somebody makes or sells, or plans to."""

    class Standing(models.TextChoices):
        IDEA = "idea", "Baru rencana"
        RUNNING = "running", "Sudah berjalan"

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="business", verbose_name="peserta")
    standing = models.CharField("keadaan usaha", max_length=8, choices=Standing.choices)
    name = models.CharField("nama usaha", max_length=100, blank=True)
    trade = models.CharField("usahanya apa", max_length=120)
    business_class = models.ForeignKey(
        "programme.BusinessClass", models.PROTECT, null=True, blank=True, verbose_name="jenis usaha (KBLI)"
    )
    commodity = models.ForeignKey(
        "programme.Commodity", models.PROTECT, null=True, blank=True, verbose_name="komoditas"
    )
    since_year = models.PositiveSmallIntegerField("sejak tahun", null=True, blank=True)
    kelurahan = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tempat usaha"
    )

    objects = BusinessQuerySet.as_manager()
    history = History(owner="participant", goes_along=True)

    class Meta:
        verbose_name = "usaha"
        verbose_name_plural = "usaha"

    def __str__(self):
        return self.name or self.trade
