"""A registration number also opens the account that its participant belongs to."""

from participants.cleaning import registration_numbers
from participants.people.models import Participant


def user_by_registration_number(text):
    """The account behind a registration number, however it was typed; None when there is none."""
    number = registration_numbers.parse(text)
    if number is None:
        return None
    holder = Participant.objects.with_number(number).select_related("user").first()
    return holder and holder.user
