"""What tests of registration share."""

from django.urls import reverse

from tests.factories.registrations import typed_steps


def address(number):
    return reverse("participants:registration-step", args=[number])


def fill(client, *, until=5, **changes):
    """Press Lanjut on each step, as a browser without JavaScript; gives the last answer."""
    steps = typed_steps(**changes)
    answer = None
    for number in range(1, until + 1):
        answer = client.post(address(number), steps[number])
    return answer
