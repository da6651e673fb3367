"""What the page of a seat shows to its owner after the meeting: three questions."""

from trainings.door.actions import feedback as answers
from trainings.door.models import Feedback


def feedback(seat, user):
    """The questions with what was answered, for who came; None for everybody else."""
    if not seat.participant.belongs_to(user) or not answers.is_asked(seat):
        return None
    given = dict(seat.feedback.values_list("question", "answer"))
    questions = [
        {
            "code": question.value,
            "label": question.label,
            "answers": [
                (value.value, value.label, given.get(question.value) == value.value) for value in Feedback.Answer
            ],
        }
        for question in Feedback.Question
    ]
    return {"template": "trainings/door/_feedback.html", "context": {"seat": seat, "questions": questions}}
