"""What the portal tells people: written first, sent after."""

from django.conf import settings
from django.db import models

from okoce.clock import now


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)


class Message(models.Model):
    """One thing told to one user. Its key makes telling it twice impossible."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField("perihal", max_length=120)
    body = models.TextField("isi")
    url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField("waktu", default=now, editable=False)
    read_at = models.DateTimeField("dibaca", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-id"], name="inbox")]

    def __str__(self):
        return self.subject

    @property
    def is_unread(self):
        return self.read_at is None


class Delivery(models.Model):
    """A message on its way out by one channel. `sending` is left behind only by a crash: never sent again by itself."""

    class State(models.TextChoices):
        QUEUED = "queued", "menunggu"
        SENDING = "sending", "belum pasti terkirim"
        SENT = "sent", "terkirim"
        FAILED = "failed", "gagal"

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "pengiriman"
        verbose_name_plural = "pengiriman"
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="one_delivery_per_channel")]

    def __str__(self):
        return f"{self.channel} {self.get_state_display()}"
