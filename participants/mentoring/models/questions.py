"""What a participant asks their mentor."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant
from participants.people.reach import Reach

ASK, ANSWER = "mentoring.ask_mentor", "mentoring.answer_question"
LONGEST = 500


class MentorQuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return those of one's own people, and of the people one mentors now: of former mentors they come along."""
        return self.filter(Reach.of(user, "mentoring.view_mentorquestion").on("participant"))

    def answerable_by(self, user):
        return self.filter(Reach.of(user, ANSWER).on("participant"))

    def waiting(self):
        """Return those without an answer, the oldest first."""
        return self.filter(answered_at=None).order_by("asked_at", "id")


class MentorQuestion(models.Model):
    """A question to the mentor a person has when it is answered. Open until then."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="mentor_questions", verbose_name="peserta"
    )
    text = models.CharField("pertanyaan", max_length=LONGEST)
    asked_by = actor_field("ditanyakan oleh", models.SET_NULL, optional=True)
    asked_at = models.DateTimeField("ditanyakan", default=now, editable=False)
    answer = models.TextField("jawaban", blank=True)
    answered_by = actor_field("dijawab oleh", optional=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)

    objects = MentorQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "pertanyaan kepada pendamping"
        verbose_name_plural = "pertanyaan kepada pendamping"
        ordering = ["-id"]
        indexes = [models.Index(fields=["participant"], condition=Q(answered_at=None), name="questions_waiting")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_is_not_empty"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="answer_names_who_and_when",
            ),
        ]

    def __str__(self):
        return f"Pertanyaan {self.pk}"
