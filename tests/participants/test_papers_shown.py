"""Which papers stand on a person's page is what the list of people open to the reader says."""

import pytest

from okoce.accounts.models import User
from okoce.accounts.roles import Role
from participants import papers_shown
from participants.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db

PANELS = {
    papers_shown.LICENCES: "participants/permits/_panel.html",
    papers_shown.MONEY: "participants/finances/_panel.html",
}


@pytest.mark.parametrize("role", [None, *Role.values])
def test_a_row_at_hand_is_judged_as_rows_of_the_database_are(role):
    user = make_user(role)
    people = [make_participant(kelurahan=code) for code in (TOMANG, DURI_KEPA, JATINEGARA)]
    people += [make_participant(kelurahan=JATINEGARA, **{word: user}) for word in ("user", "mentor")]
    reader = User.objects.get(pk=user.pk)

    shown = {
        (person.pk, panel["template"]) for person in people for panel in papers_shown.for_staff(person, user=reader)
    }

    assert shown == {
        (person.pk, template)
        for permission, template in PANELS.items()
        for person in Participant.objects.open_to(reader, permission)
    }
