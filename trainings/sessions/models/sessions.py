"""A session: modules taught in a kecamatan at a venue on one or more meetings."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from okoce import triggers
from okoce.actor_fields import actor_field
from okoce.clock import day_starts_at, now, today, wib_day
from okoce.dates import FIRST_DAY
from okoce.formats import rentang
from okoce.history import History, TrackedQuerySet
from okoce.reference.memory import ReferenceQuerySet
from participants.cleaning.availability import HOURS
from trainings.sessions.models.trainers import Trainer
from trainings.sessions.models.trainings import Training
from trainings.sessions.models.venues import Venue
from trainings.sessions.states import CancelCode, SessionState

# The door of a meeting: from before its start to its end; then what stood on paper may be entered for a while.
DOOR_OPENS = timedelta(minutes=60)
CHAIRS_KEPT = timedelta(minutes=20)
PAPER_ACCEPTED = timedelta(days=3)


class SessionQuerySet(ReferenceQuerySet, TrackedQuerySet):
    def published(self):
        return self.filter(state=Session.State.PUBLISHED)

    def upcoming(self):
        return self.filter(starts_at__gt=now())

    def bookable(self):
        """Booking never ends after the start (planning/actions/sessions.py): `upcoming` lets an index begin there."""
        return self.published().upcoming().filter(booking_closes_at__gt=now())

    def open_to(self, user):
        """For reading: everybody sees what was announced, its hosts see their drafts too."""
        announced = ~Q(state=Session.State.DRAFT)
        if not user.is_authenticated:
            return self.filter(announced)
        return self.filter(announced | user.areas_for("training_sessions.view_session").on("kecamatan"))

    def after(self, other):
        """Begun where the other stands in the index, not read from the start and thrown away."""
        later = Q(starts_at__gt=other.starts_at) | Q(pk__gt=other.pk)
        return self.filter(later, starts_at__gte=other.starts_at)

    def before(self, other):
        earlier = Q(starts_at__lt=other.starts_at) | Q(pk__lt=other.pk)
        return self.filter(earlier, starts_at__lte=other.starts_at)

    def visible_to(self, user, permission="training_sessions.view_session"):
        """For staff work: the sessions hosted where they hold the permission the page asks for."""
        return self.filter(user.areas_for(permission).on("kecamatan"))


class Session(models.Model):
    """Capacity is a promise of the database: seats_taken is kept by triggers on Seat and may not pass it."""

    State = SessionState

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, verbose_name="tahun program")
    agency = models.ForeignKey("programme.Agency", models.PROTECT, verbose_name="penyelenggara")
    title = models.CharField("judul", max_length=100)
    kecamatan = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="sessions", verbose_name="kecamatan tuan rumah"
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="sessions", verbose_name="tempat")
    trainer = models.ForeignKey(
        Trainer, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name="narasumber"
    )
    training = models.ForeignKey(
        Training, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name="pelatihan"
    )
    modules = models.ManyToManyField("programme.Module", related_name="sessions", verbose_name="modul")
    capacity = models.PositiveSmallIntegerField("kursi", default=100)
    seats_taken = models.PositiveSmallIntegerField("kursi terisi", default=0, editable=False)
    state = models.CharField("keadaan", max_length=9, choices=State.choices, default=State.DRAFT)
    # Kept by planning/actions/sessions.py: settle too, when staff leave it empty.
    booking_closes_at = models.DateTimeField("pemesanan ditutup", null=True, blank=True)
    # First start and last end of its meetings, kept by planning/actions/sessions.py: settle.
    starts_at = models.DateTimeField("mulai", null=True, blank=True, editable=False)
    ends_at = models.DateTimeField("selesai", null=True, blank=True, editable=False)
    cancel_code = models.CharField("sebab batal", max_length=8, choices=CancelCode.choices, blank=True)
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True)
    created_by = actor_field(on_delete=models.SET_NULL, optional=True, editable=False)
    created_at = models.DateTimeField("dibuat", default=now, editable=False)

    objects = SessionQuerySet.as_manager()
    history = History(without=["seats_taken"])

    class Meta:
        verbose_name = "sesi pelatihan"
        verbose_name_plural = "sesi pelatihan"
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["state", "starts_at", "id"], name="sessions_by_start"),
            models.Index(fields=["state", "ends_at"], name="sessions_by_end"),
            models.Index(fields=["kecamatan", "starts_at"], name="sessions_by_kecamatan"),
            models.Index(fields=["starts_at", "id"], name="sessions_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seats_taken__lte=F("capacity")), name="never_more_seats_than_capacity"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_a_seat"),
            models.CheckConstraint(
                condition=~Q(state=SessionState.CANCELLED) | (~Q(cancel_reason="") & ~Q(cancel_code="")),
                name="cancelled_session_has_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, update_fields=None, **kwargs):
        super().save(
            *args, update_fields=triggers.without_trigger_columns(self, ["seats_taken"], update_fields), **kwargs
        )

    def allows(self, user, permission):
        """Return whether a user may do this with a session of this kecamatan: what `visible_to` says of rows."""
        return user.is_authenticated and self.kecamatan_id in user.areas_for(permission)

    @property
    def place_in_words(self):
        """The venue, with its address where that is known."""
        return f"{self.venue}, {self.venue.address}" if self.venue.address else str(self.venue)

    @property
    def seats_left(self):
        return self.capacity - self.seats_taken

    @property
    def is_full(self):
        return self.seats_left <= 0

    @property
    def is_bookable(self):
        return self.state == self.State.PUBLISHED and bool(self.booking_closes_at) and self.booking_closes_at > now()

    @property
    def has_started(self):
        return bool(self.starts_at) and self.starts_at <= now()

    @property
    def has_ended(self):
        return bool(self.ends_at) and self.ends_at <= now()

    @property
    def seats_state(self):
        """open, almost_full (one place in ten left) or full."""
        if self.is_full:
            return "full"
        return "almost_full" if self.seats_left * 10 <= self.capacity else "open"


class MeetingQuerySet(ReferenceQuerySet, TrackedQuerySet):
    def meeting_on(self, day=None, part=None):
        """Meetings that start on a day of the week (0 Senin) and in a part of the day, both on Jakarta's clock."""
        found = self
        if day is not None:
            found = found.filter(starts_at__iso_week_day=day + 1)
        if part is not None:
            first, last = HOURS[part]
            found = found.filter(starts_at__hour__gte=first, starts_at__hour__lt=last)
        return found


class Meeting(models.Model):
    """One gathering of a session, start to end."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="meetings", verbose_name="sesi")
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai")

    objects = MeetingQuerySet.as_manager()
    history = History(owner="session")

    class Meta:
        verbose_name = "pertemuan"
        verbose_name_plural = "pertemuan"
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["session", "starts_at"], name="one_meeting_per_session_and_start"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=Q(starts_at__gte=day_starts_at(FIRST_DAY)), name="meeting_is_of_the_programme"
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="meetings_by_time")]

    def __str__(self):
        return rentang(self.starts_at, self.ends_at)

    def clean(self):
        if self.session.programme_year_id and self.starts_at and self.ends_at:
            days = {"starts_at": wib_day(self.starts_at), "ends_at": wib_day(self.ends_at)}
            self.session.programme_year.refuse_outside(days)

    @property
    def is_today(self):
        """Held today, also where it began before midnight or ends after it."""
        return wib_day(self.starts_at) <= today() <= wib_day(self.ends_at)

    @property
    def may_be_marked(self):
        """Attendance is written down from the day of the meeting on, and from when its door opens."""
        return wib_day(self.door_opens_at) <= today()

    @property
    def door_opens_at(self):
        return self.starts_at - DOOR_OPENS

    @property
    def door_is_open(self):
        """People are let in, and the rest get a stand-by number."""
        return self.door_opens_at <= now() <= self.ends_at

    @property
    def paper_closes_at(self):
        return self.ends_at + PAPER_ACCEPTED

    @property
    def admits(self):
        """Somebody without a seat can be written down: at the door, or from paper afterwards."""
        return self.door_opens_at <= now() <= self.paper_closes_at

    @property
    def opens_missing_chairs(self):
        """Chairs of people who have not come are given to those who stand by."""
        return self.starts_at + CHAIRS_KEPT <= now() <= self.ends_at
