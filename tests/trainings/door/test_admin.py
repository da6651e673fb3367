"""What the door kept, in the admin: read only, of the sessions one hosts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG
from tests.trainings.door.meetings import fill, make_meeting, put, with_officer
from trainings.door.actions import closings
from trainings.door.models import Claim, StandBy, WalkIn

pytestmark = pytest.mark.django_db

LISTS = ("standby", "walkin", "claim", "closing")


@pytest.fixture
def meeting():
    return with_officer(make_meeting())


def leave(meeting, number=1):
    """A row of each kind: stood by, wrote themselves down, lost a chair; the session is closed once."""
    holder = fill(meeting, 1, come=False, name=f"Pemilik {number}")[0]
    StandBy.objects.create(
        meeting=meeting, number=number, participant=make_participant(name=f"Siaga {number}"), made_by=meeting.officer
    )
    WalkIn.objects.create(
        session=meeting.session,
        meeting=meeting,
        name=f"Tamu {number}",
        phone="+6281200001234",
        made_by=meeting.officer,
    )
    Claim.objects.create(seat=holder, meeting=meeting, claimed_by=meeting.officer)


def address(kind, rest=""):
    return f"/admin/door/{kind}/{rest}"


@pytest.mark.parametrize("role", ["officer", "staff"])
def test_hosts_read_what_the_door_kept_in_indonesian(meeting, signed_in, role):
    leave(meeting)
    closings.close(put(meeting, begins=dt.timedelta(hours=-3)).session, by=meeting.officer)
    client = signed_in(role)

    pages = {kind: client.get(address(kind)) for kind in LISTS}

    assert {kind: page.status_code for kind, page in pages.items()} == dict.fromkeys(LISTS, 200)
    for kind, word in zip(LISTS, ("Siaga 1", "Tamu 1", "Pemilik 1", meeting.session.title), strict=True):
        assert word in pages[kind].text


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("role", ["mentor", "official", "auditor", "privacy", "province"])
def test_nobody_else_reads_it(meeting, signed_in, role, kind):
    assert signed_in(role).get(address(kind)).status_code == 403


def test_another_office_sees_none_of_it(meeting, client):
    leave(meeting)
    client.force_login(make_user("officer", region=CAKUNG))

    for kind, word in (("standby", "Siaga 1"), ("walkin", "Tamu 1"), ("claim", "Pemilik 1")):
        page = client.get(address(kind))
        assert page.status_code == 200
        assert word not in page.text


@pytest.mark.parametrize("model", [StandBy, WalkIn, Claim])
def test_a_row_is_read_and_never_changed(meeting, signed_in, model):
    leave(meeting)
    client, row = signed_in("staff"), model.objects.get()
    page = address(model._meta.model_name, f"{row.pk}/change/")

    assert client.get(page).status_code == 200
    assert client.post(page, {"state": "in"}).status_code == 403
    assert "1234" not in client.get(page).text


@pytest.mark.parametrize("kind", LISTS[:3])
def test_each_list_takes_the_same_statements_for_one_row_and_for_three(meeting, signed_in, kind):
    client = signed_in("staff")
    leave(meeting)
    client.get(address(kind))

    def statements():
        with CaptureQueriesContext(connection) as seen:
            client.get(address(kind))
        return len(seen)

    one = statements()
    leave(meeting, 2)
    leave(meeting, 3)

    assert statements() == one
