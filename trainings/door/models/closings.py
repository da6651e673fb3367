"""What a session came to, and what those who came thought of it."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.formats import persen
from trainings.door.models.walk_ins import PERMISSION
from trainings.seats.models import Seat
from trainings.sessions.models import Session


class ClosingQuerySet(models.QuerySet):
    def visible_to(self, user, permission=PERMISSION):
        return self.filter(session__in=Session.objects.visible_to(user, permission))


class Closing(models.Model):
    """Figures of a session as they were when its host closed it. Only `incomplete` grows, as walk-ins are deleted."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="closing", verbose_name="sesi")
    capacity = models.PositiveSmallIntegerField("kursi")
    invited = models.PositiveIntegerField("diundang")
    confirmed = models.PositiveIntegerField("kursi pasti")
    came_of_confirmed = models.PositiveIntegerField("datang dari kursi pasti")
    came = models.PositiveIntegerField("datang")
    walk_ins = models.PositiveIntegerField("tanpa kursi")
    turned_away = models.PositiveIntegerField("siaga tidak kebagian")
    incomplete = models.PositiveIntegerField("belum lengkap, sudah dihapus", default=0)
    closed_by = actor_field("ditutup oleh")
    closed_at = models.DateTimeField("ditutup", default=now, editable=False)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "penutupan sesi"
        verbose_name_plural = "penutupan sesi"
        constraints = [
            models.CheckConstraint(
                condition=Q(came_of_confirmed__lte=models.F("confirmed")), name="came_of_confirmed_is_a_part"
            )
        ]

    def __str__(self):
        return f"Penutupan sesi {self.session_id}"

    @property
    def show_rate(self):
        """Of those with a sure seat, how many came: "63 %"; a dash when there were none."""
        return persen(self.came_of_confirmed, self.confirmed) if self.confirmed else "–"


class Feedback(models.Model):
    """One answer of somebody who came, by one tap; only sums are shown."""

    class Question(models.TextChoices):
        USEFUL = "useful", "Berguna?"
        CLEAR = "clear", "Jelas?"
        TIMELY = "timely", "Waktunya cocok?"

    class Answer(models.IntegerChoices):
        NO = 1, "Tidak"
        LITTLE = 2, "Kurang"
        YES = 3, "Ya"
        VERY = 4, "Sangat"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="feedback", verbose_name="kursi")
    question = models.CharField("pertanyaan", max_length=6, choices=Question.choices)
    answer = models.PositiveSmallIntegerField("jawaban", choices=Answer.choices)
    given_at = models.DateTimeField("dijawab", default=now)

    class Meta:
        verbose_name = "pendapat"
        verbose_name_plural = "pendapat"
        constraints = [
            models.UniqueConstraint(fields=["seat", "question"], name="one_answer_per_question"),
            models.CheckConstraint(condition=Q(answer__gte=1, answer__lte=4), name="answer_is_one_to_four"),
        ]

    def __str__(self):
        return self.get_question_display()
