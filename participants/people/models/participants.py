"""A person in the register: one record holds a NIK, across years, areas and agencies; registrations may wait."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Min, Q
from django.db.models.functions import Right

from okoce.accounts import memory
from okoce.actor_fields import actor_field
from okoce.clock import now, today
from okoce.history import History
from okoce.masking import mask_nik
from okoce.name_columns import NameKeyField, with_key
from okoce.programme.stages import Stage
from okoce.sealing import seal, unseal
from participants.cleaning.phones import masked
from participants.cleaning.sexes import Sex
from participants.people.models.joined import JoinedRegistration
from participants.people.models.uses import Uses, UsesQuerySet
from participants.people.nik_sealing import digest, digests
from participants.people.noted_rows import NotedRows, noted
from participants.people.reach import VIEW, Reach

# Moved from elsewhere is normal; of the other marks an officer looks at the card.
DOUBTFUL = ~(Q(flags=[]) | Q(flags=["NIK_REGION_DIFFERS"]))

OLDEST_BIRTH = date(1900, 1, 1)  # actions ask for less than 110 years; a row outlives a birthday
# No history: the NIK, sealed or not, what follows from the name, and what follows from the evidence.
NOT_KEPT = ["nik_sealed", "nik_digest", "holds_nik", "name_key", "is_checked", "stopped_after", "stopped_on"]


class ParticipantQuerySet(NotedRows, UsesQuerySet):
    def visible_to(self, user, permission=VIEW):
        """Return those with whom a user may do this, by the table of roles (okoce/accounts/roles.py)."""
        return self.filter(Reach.of(user, permission).on())

    def supervised_by(self, user, permission=VIEW):
        """Return those with whom a user may do this as their work: not because the record is their own."""
        return self.filter(Reach.of(user, permission, own=False).on())

    def owned_by(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()

    def with_own(self, user):
        """Each with `is_own`, what `belongs_to` says of a row that was read; None where nobody logs in for it."""
        return self.annotate(is_own=Q(user=user))

    def not_owned_by(self, user):
        return self.exclude(user=user)

    def without_working_mentor(self):
        """Return those whose mentor does not hold the role of a mentor now. Only who was given the role becomes one."""
        return self.filter(mentor__in=memory.former_mentors())

    def with_nik(self, nik):
        """Return the record that holds this NIK, and the online registrations that wait with it."""
        return self.filter(nik_digest__in=digests(nik))

    def holding_nik(self, nik):
        """Return the one record of this NIK, if an officer made it or saw its card."""
        return self.with_nik(nik).filter(holds_nik=True)

    def with_number(self, number):
        """Return who a registration number leads to, that of a joined registration too."""
        joined = JoinedRegistration.objects.filter(number=number).values_list("participant", flat=True).first()
        return self.filter(pk=joined) if joined else self.filter(registration_number=number)

    def sharing_nik_of(self, person):
        """Return the others of a person's NIK: the record that holds it, and registrations that wait."""
        return self.with_nik(person.nik).exclude(pk=person.pk)

    def waiting_for_identity_check(self):
        return self.kept().filter(is_checked=False)

    def for_list(self):
        """With what a row of a list shows; never the sealed NIK."""
        return self.prefetch_related("standings").defer("nik_sealed")

    def for_rows(self):
        """What a row of the officers' pages shows, and nothing else; places are named from memory."""
        return self.values_list("pk", "name", "registration_number", "kelurahan_id", "phone", "is_checked", named=True)

    def with_contacts(self):
        """Rows of a mentor's list: follow-ups whose day has come first, then who was met longest ago or never."""
        stands, is_open = Q(mentoring_notes__voided_at=None), Q(mentoring_notes__next_step_done_on=None)
        people = self.values("pk", "name", "kelurahan_id", "business__name", "business__trade")
        return people.annotate(
            last_met_on=Max("mentoring_notes__met_on", filter=stands),
            due_on=Min(
                "mentoring_notes__next_step_due_on",
                filter=stands & is_open & Q(mentoring_notes__next_step_due_on__lte=today()),
            ),
        ).order_by(F("due_on").asc(nulls_last=True), F("last_met_on").asc(nulls_first=True), "id")

    def for_detail(self):
        return self.select_related("mentor", "business__business_class")


class Participant(Uses):
    Sex = Sex

    registration_number = models.CharField("nomor pendaftaran", max_length=20, unique=True)
    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, verbose_name="tahun program")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name="akun",
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mentees",
        verbose_name="pendamping",
    )

    name = models.CharField("nama", max_length=100)
    name_key = NameKeyField()
    nik_sealed = models.BinaryField("NIK (terenkripsi)", editable=False)
    nik_digest = models.CharField("sidik NIK", max_length=64, db_index=True, editable=False)
    # Made by an officer, or its card was seen. Any number of online registrations of the same NIK may wait besides.
    holds_nik = models.BooleanField("memegang NIK", default=False, db_default=False, editable=False)
    birth_on = models.DateField("tanggal lahir")
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex.choices)
    phone = models.CharField("nomor HP", max_length=16, db_index=True)
    email = models.EmailField("surel", blank=True)
    flags = models.JSONField("perlu diperiksa", default=list, blank=True)

    street = models.CharField("alamat", max_length=160)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    # Places have no index of their own: each of those below begins with one.
    kelurahan = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="residents", db_index=False, verbose_name="kelurahan"
    )
    # The kelurahan's parent, kept beside it because every scope and every figure asks for it.
    kecamatan = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", db_index=False, verbose_name="kecamatan"
    )

    # One bit per day and part of day: day (0 Senin … 6 Minggu) * 3 + part (0 pagi, 1 siang, 2 malam).
    availability = models.PositiveIntegerField("waktu luang", default=0)
    cannot_whole_day = models.BooleanField("tidak bisa seharian", default=False)
    community = models.ForeignKey(
        "programme.Community", models.SET_NULL, null=True, blank=True, verbose_name="komunitas pembimbing"
    )

    # What lists are narrowed by; written when evidence is judged (participants/journey/actions/marks.py).
    is_checked = models.BooleanField("KTP diperiksa", default=False, db_default=False, editable=False)
    stopped_after = models.CharField(
        "berhenti setelah", max_length=12, blank=True, default="", db_default="", editable=False
    )
    stopped_on = models.DateField("berhenti sejak", null=True, blank=True, editable=False)

    registered_at = models.DateTimeField("mendaftar", default=now, editable=False)
    registration_point = models.ForeignKey(
        "programme.RegistrationPoint", models.PROTECT, verbose_name="tempat pendaftaran"
    )
    registered_by = actor_field("didaftarkan oleh", models.SET_NULL, optional=True, editable=False)
    notice_version = models.CharField("versi pemberitahuan privasi", max_length=10)
    notice_shown_at = models.DateTimeField("pemberitahuan ditunjukkan", default=now, editable=False)

    objects = ParticipantQuerySet.as_manager()
    history = History(without=NOT_KEPT, goes_along=True)

    class Meta:
        verbose_name = "peserta"
        verbose_name_plural = "peserta"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["kecamatan", "-id"], name="people_by_kecamatan"),
            models.Index(fields=["kecamatan", "phone"], name="people_by_phone"),
            models.Index(fields=["name_key", "-id"], name="people_by_name"),
            models.Index(Right("phone", 4), name="people_by_phone_end"),
            models.Index(fields=["birth_on", "id"], name="people_by_birth"),  # participants/twins
            models.Index(fields=["kelurahan", "-id"], name="people_by_kelurahan"),
            models.Index(fields=["kecamatan", "-id"], condition=Q(is_checked=False), name="people_not_checked"),
            models.Index(fields=["kecamatan", "stopped_after", "-id", "stopped_on"], name="people_who_stopped"),
            models.Index(fields=["stopped_on", "id"], condition=Q(stopped_on__isnull=False), name="people_by_stop"),
            models.Index(fields=["kecamatan", "-id"], condition=Q(availability=0), name="people_without_times"),
            models.Index(fields=["kecamatan", "-id"], condition=DOUBTFUL, name="people_with_doubts"),
            models.Index(fields=["email"], condition=~Q(email=""), name="people_by_email"),  # codes go to contacts
            models.Index(fields=["kecamatan", "mentor"], condition=Q(mentor__isnull=False), name="people_with_mentor"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="sex_is_known"),
            models.CheckConstraint(condition=Q(availability__lt=2**21), name="availability_is_seven_by_three"),
            models.CheckConstraint(condition=~Q(name=""), name="participant_has_a_name"),
            models.CheckConstraint(condition=Q(birth_on__gte=OLDEST_BIRTH), name="participant_is_not_too_old"),
            models.CheckConstraint(condition=Q(phone__startswith="+"), name="phone_is_e164"),
            models.UniqueConstraint(fields=["nik_digest"], condition=Q(holds_nik=True), name="one_record_holds_a_nik"),
            models.CheckConstraint(condition=Q(is_checked=False) | Q(holds_nik=True), name="checked_record_holds_nik"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        super().save(*args, update_fields=with_key(update_fields), **kwargs)

    @classmethod
    def from_db(cls, db, field_names, values):
        return noted(super().from_db(db, field_names, values))

    def allows(self, user, permission):
        """Return whether a user may do this with this person: what `visible_to` says of rows."""
        return self in Reach.of(user, permission)

    def belongs_to(self, user):
        """Return whether this is the record of somebody who logs in with this account."""
        return self.user_id is not None and self.user_id == user.pk

    @property
    def nik(self):
        """The whole number. For checks only: what is shown is `nik_masked`."""
        return unseal(self.nik_sealed)

    @nik.setter
    def nik(self, value):
        self.nik_sealed, self.nik_digest = seal(value), digest(value)

    @property
    def is_waiting(self):
        """Whether it is an online registration of which no officer has seen the card yet."""
        return not self.holds_nik

    @property
    def nik_masked(self):
        return mask_nik(self.nik)

    @property
    def phone_masked(self):
        return masked(self.phone)

    @property
    def stages_held(self):
        """Names of the stages reached, in the usual order; for lists with `standings` read beforehand."""
        held = {standing.stage for standing in self.standings.all()}
        return [stage.label for stage in Stage if stage in held]
