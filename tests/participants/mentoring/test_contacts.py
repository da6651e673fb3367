"""A mentor calls one of their people: the number is read and logged, and leads to the dialler or a chat."""

import pytest

from okoce.accounts.models import AccessLog
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("channel", "address"), [("telepon", "tel:+6281200001234"), ("whatsapp", "https://wa.me/6281200001234")]
)
def test_a_mentor_reaches_a_mentee_and_the_reading_of_the_number_is_logged(signed_in, channel, address):
    client = signed_in("mentor")
    person = make_participant(mentor=client.user, phone="+6281200001234")

    answer = client.get(f"/pendampingan/{person.pk}/{channel}/")

    assert (answer.status_code, answer["Location"]) == (302, address)
    logged = AccessLog.objects.values_list("actor", "act", "subject", "subject_id")
    assert list(logged) == [(client.user.pk, "open", "people.participant", person.pk)]


@pytest.mark.parametrize("channel", ["telepon", "whatsapp"])
def test_the_number_of_somebody_elses_mentee_is_not_found_and_nothing_is_logged(signed_in, channel):
    client = signed_in("mentor")
    person = make_participant(mentor=make_user("mentor"))

    answer = client.get(f"/pendampingan/{person.pk}/{channel}/")

    assert answer.status_code == 404
    assert not AccessLog.objects.exists()


def test_a_list_of_mentees_has_no_number_in_it(signed_in):
    client = signed_in("mentor")
    make_participant(mentor=client.user, phone="+6281200001234")

    pages = [client.get(path).text for path in ("/", "/pendampingan/")]

    assert ["81200001234" in page for page in pages] == [False, False]
