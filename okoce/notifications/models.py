"""Messages to users, written first and sent after, and their deliveries."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now

# Mails without a message in the inbox, by kind: what staff read about them.
MAIL_KINDS = {
    "login_code": "Kode masuk",
    "password_reset_code": "Kode atur ulang kata sandi",
    "claim_code": "Kode klaim pendaftaran",
    "has_account": "Pendaftaran sudah punya akun",
    "rights_erased": "Data dihapus",
    "registered_again": "Ada pendaftaran lagi",
    "address_code": "Kode untuk cara masuk baru",
    "invitation_code": "Kode untuk undangan",
    "role_invitation": "Undangan peran",
    "login_changed": "Cara masuk diubah",
    "password_changed": "Kata sandi diganti",
    "password_reset": "Kata sandi diatur ulang",
    "password_set": "Kata sandi dibuat",
}


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    QUEUED = "queued", "menunggu"
    SENDING = "sending", "belum pasti terkirim"
    SENT = "sent", "terkirim"
    FAILED = "failed", "tidak terkirim"
    EXPIRED = "expired", "kedaluwarsa"


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)


class Message(models.Model):
    """A message to one user. Its key makes writing it twice impossible."""

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


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those on their way to oneself. Who works off what failed: participants/worklists/undelivered.py."""
        return self.filter(user=user)

    def undelivered(self):
        """Given up or uncertain, and nobody has dealt with them yet."""
        return self.filter(Q(state=Delivery.State.FAILED) | _uncertain(), settled_at=None)


def _uncertain():
    """A crash came in the middle: nobody knows whether they went out, and nothing sends them again by itself."""
    return Q(state=DeliveryState.SENDING, tried_at__lt=now() - Delivery.UNCERTAIN_AFTER)


class Delivery(models.Model):
    """A message or a sealed mail on its way out by one channel.

    `sending` is left behind only by a crash while a server was given the text: never sent again by itself. The text of
    a mail without a message (a code, a notice about the account) is sealed here until it was sent or given up.
    """

    State = DeliveryState

    UNCERTAIN_AFTER = timedelta(minutes=15)

    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="penerima"
    )
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    created_at = models.DateTimeField("dibuat", default=now, editable=False)
    next_at = models.DateTimeField("dicoba lagi", default=now)
    tried_at = models.DateTimeField("terakhir dicoba", null=True, blank=True)
    expires_at = models.DateTimeField("berlaku sampai", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField("diurus", null=True, blank=True)
    settled_by = actor_field(on_delete=models.SET_NULL, optional=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "pengiriman"
        verbose_name_plural = "pengiriman"
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="one_delivery_per_channel"),
            models.CheckConstraint(
                condition=Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]) | Q(sealed=None),
                name="delivery_drops_its_sealed_text",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.QUEUED) | Q(message__isnull=False) | Q(sealed__isnull=False),
                name="delivery_has_something_to_send",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=Q(state__in=[DeliveryState.FAILED, DeliveryState.SENDING], settled_at=None),
                name="delivery_open",
            ),
        ]

    def __str__(self):
        return f"{self.channel} {self.get_state_display()}"

    @property
    def what(self):
        """What it is about, in words for staff; never the text of a mail."""
        return self.message.subject if self.message else MAIL_KINDS.get(self.kind, "Pemberitahuan akun")

    @property
    def can_be_sent_again(self):
        """Its text is still there."""
        return self.message_id is not None

    @property
    def has_expired(self):
        return self.expires_at is not None and self.expires_at <= now()
