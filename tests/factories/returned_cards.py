"""Registrations that an officer sent back."""

import datetime as dt

from participants.returned_cards import actions
from participants.returned_cards.models import CardReturn
from tests.factories.people import make_user


def make_return(person, *, reason="differs", words="Nama di KTP lain", by=None, days_ago=0):
    made = actions.send_back(person, reason=reason, words=words, by=by or make_user("officer"))
    if days_ago:
        returned_at = made.returned_at - dt.timedelta(days=days_ago)
        CardReturn.objects.filter(pk=made.pk).update(returned_at=returned_at)
        made.refresh_from_db()
    return made
