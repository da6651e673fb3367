"""Notices to participants: each ends in the inbox, as a mail, or with a call."""

import hashlib
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import MD5

from okoce.accounts import memory
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.notifications.models import Delivery
from participants.calls.models.topics import Topic
from participants.people.models import Participant
from participants.people.reach import Reach

VIEW, CALL = "calls.view_notice", "calls.change_notice"
MOST_TRIES = 3
LOOKED_BACK = timedelta(days=30)  # for messages whose time to call came while no job ran


class NoticeState(models.TextChoices):
    MESSAGE = "message", "lewat pesan"
    OPEN = "open", "perlu ditelepon"
    REACHED = "reached", "sudah dikabari"
    MISSED = "missed", "tidak terjawab tiga kali"
    WRONG = "wrong", "nomor salah"
    IMPOSSIBLE = "impossible", "tidak bisa dikabari"
    REPLACED = "replaced", "diganti kabar yang lebih baru"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those to people somebody works for, and those about events their area hosts."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(_work_of(user, VIEW) | user.areas_for(VIEW).on("topic__host"))

    def callable_by(self, user):
        """Those to people somebody may call: in their area today, or assigned to them as mentor."""
        return self.filter(_work_of(user, CALL)) if user.is_authenticated else self.none()

    def on_list_of(self, user):
        """Those somebody is to call: as mentor of the person, or as officer where no mentor works with them."""
        reach = Reach.of(user, CALL, own=False)
        mine = [Q(participant__mentor=user)] if reach.assigned else []
        if reach.area:
            nobody_works = Q(participant__mentor=None) | Q(participant__mentor__in=memory.former_mentors())
            mine.append(reach.area.on("participant__kecamatan") & nobody_works)
        return self.filter(Q(*mine, _connector=Q.OR)) if mine else self.none()

    def with_mentors(self, user):
        """Those in the area of an officer that stand on the list of somebody's mentor."""
        reach = Reach.of(user, CALL, own=False)
        in_area = self.filter(reach.area.on("participant__kecamatan"), participant__mentor__isnull=False)
        in_area = in_area.exclude(participant__mentor__in=memory.former_mentors())
        return in_area.exclude(participant__mentor=user) if reach.assigned else in_area

    def not_arrived(self):
        """Leave out what was read in the inbox or mailed after all."""
        return self.filter(*_not_arrived())

    def to_call(self):
        """Those that wait for a call; after a wrong number only once the phone was corrected."""
        return self.filter(*_not_arrived(), _WAITS, _still_of_use(), _MAY_BE_CALLED)

    def with_wrong_number(self):
        return self.not_arrived().filter(_STILL_WRONG)

    def given_up(self):
        """Three tries without an answer, or nobody called before it was too late."""
        late = Q(state=NoticeState.OPEN, useful_until__lte=now())
        return self.not_arrived().filter(Q(state=NoticeState.MISSED) | late)

    def finished(self):
        return self.filter(state__in=[NoticeState.REACHED, NoticeState.IMPOSSIBLE])

    def unread_too_long(self):
        """Messages nobody read whose mail was given up, or that go out by no channel until their time to call came."""
        given_up = Delivery.objects.undelivered().exclude(message=None)
        due = Q(call_from__lte=now(), call_from__gt=now() - LOOKED_BACK)
        waits = self.not_arrived().filter(state=NoticeState.MESSAGE, call_from__isnull=False)
        return waits.filter(Q(message__in=given_up.values("message")) | due)


class Notice(models.Model):
    """One thing said to one person. Without an inbox it waits for a call, on the list of their kecamatan of today."""

    State = NoticeState

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="notices", verbose_name="peserta")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="notices", verbose_name="acara")
    kind = models.CharField("jenis", max_length=40)
    key = models.CharField(max_length=120)
    subject = models.CharField("perihal", max_length=120)
    text = models.TextField("isi")
    url = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(
        "notifications.Message", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pesan"
    )
    state = models.CharField("keadaan", max_length=10, choices=NoticeState.choices)
    tries = models.PositiveSmallIntegerField("tidak terjawab", default=0)
    # Not the number itself, which stands with the person alone.
    wrong_digest = models.CharField("sidik nomor yang salah", max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField("dibuat", default=now, editable=False)
    # When a message that nobody read becomes a call; without it never.
    call_from = models.DateTimeField("ditelepon mulai", null=True, blank=True)
    useful_until = models.DateTimeField("berguna sampai", null=True, blank=True)
    changed_at = models.DateTimeField("berubah", null=True, blank=True)
    changed_by = actor_field("diubah oleh", models.SET_NULL, optional=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "kabar"
        verbose_name_plural = "kabar"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "participant"], name="one_notice_per_person"),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_is_known"),
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="three_tries_at_most"),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.WRONG) | ~Q(wrong_digest=""), name="wrong_number_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["topic", "-id"],
                condition=Q(state__in=[NoticeState.OPEN, NoticeState.WRONG, NoticeState.MISSED]),
                name="notices_to_call",
            ),
            models.Index(fields=["call_from"], condition=Q(state=NoticeState.MESSAGE), name="notices_by_message"),
        ]

    def __str__(self):
        return self.subject

    def allows(self, user, permission):
        """Return whether a user may do this with the person it is for."""
        return self.participant.allows(user, permission)

    @property
    def is_corrected(self):
        """The number that was wrong is no longer the person's."""
        return self.state == NoticeState.WRONG and self.wrong_digest != digest(self.participant.phone)

    @property
    def waits(self):
        return self.state == NoticeState.OPEN or self.is_corrected

    @property
    def call_text(self):
        """What to say or send, with the name of the person."""
        return f"Bapak/Ibu {self.participant.name}, {self.text}"


def digest(phone):
    """Return by what a wrong number is known again, as every database computes it without an extension."""
    return hashlib.md5(phone.encode(), usedforsecurity=False).hexdigest()


_STILL_WRONG = Q(state=NoticeState.WRONG, wrong_digest=MD5("participant__phone"))
_WAITS = Q(state__in=[NoticeState.OPEN, NoticeState.WRONG]) & ~_STILL_WRONG


def _not_arrived():
    sent = Delivery.objects.filter(message=OuterRef("message"), state=Delivery.State.SENT)
    return Q(message__read_at=None), ~Exists(sent)  # what is without a message was read in none


# Who restricts or objects is called about that alone.
_MAY_BE_CALLED = Q(participant__restricted_at=None, participant__objected_at=None) | Q(kind__startswith="rights_")


def _still_of_use():
    return Q(useful_until=None) | Q(useful_until__gt=now())


def _work_of(user, permission):
    return Reach.of(user, permission, own=False).on("participant")
