"""To a training that continues another its graduates are invited, and nobody else."""

import pytest

from okoce.programme.models import Commodity
from tests.factories.invitations import make_invitation
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from tests.trainings.coming import come
from trainings.invitations import candidates
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    return make_training("Sabun cair", kind="hard", commodity=soap, modules=("M1", "M2"))


@pytest.fixture
def session(first):
    """Of the training that continues the first one."""
    following = make_training("Pengemasan", kind="hard", commodity=first.commodity, modules=("M3",), continues=first)
    return make_session(training=following, modules=("M3",))


def finish(training, *people):
    come(*people, ago=9, training=training, modules=("M1",))
    come(*people, ago=8, training=training, modules=("M2",))


def proposed(session):
    found = Session.objects.select_related("kecamatan", "training__continues").get(pk=session.pk)
    return candidates.proposed(found, make_user("staff"), most=100)


def test_only_who_finished_the_earlier_training_is_proposed(first, session):
    graduate, beginner, stranger = make_participant(), make_participant(), make_participant()
    finish(first, graduate)
    come(beginner, ago=9, training=first, modules=("M1",))

    assert proposed(session) == [graduate.pk]
    assert stranger.pk not in proposed(session)


def test_graduates_come_from_everywhere_in_the_area_the_hosts_own_first(first, session, monkeypatch):
    there, here = make_participant(kelurahan=DURI_KEPA), make_participant()
    finish(first, there, here)
    monkeypatch.setattr(candidates, "near", lambda code: frozenset())

    assert proposed(session) == [here.pk, there.pk]


@pytest.mark.parametrize("how", ["came", "seated", "invited"])
def test_a_graduate_who_is_in_it_already_is_not_proposed_again(first, session, how):
    graduate = make_participant()
    finish(first, graduate)
    assert proposed(session) == [graduate.pk]

    if how == "came":
        come(graduate, ago=3, training=session.training, modules=("M3",))
    elif how == "seated":
        make_seat(session, graduate)
    else:
        make_invitation(session, graduate)

    assert proposed(session) == []


def test_the_page_says_whom_it_invites_and_why(first, session, signed_in):
    finish(first, make_participant(name="Siti Lulusan"))
    make_participant(name="Budi Baru")

    page = signed_in("staff").get(f"/pelatihan/{session.pk}/undangan/").text

    assert "Sabun cair: hanya lulusannya yang diundang" in page
    assert "Semua lulusan “Sabun cair” yang belum ikut pelatihan ini" in page
    assert ("Siti Lulusan" in page, "Budi Baru" in page) == (True, False)


def test_the_page_says_so_where_no_graduate_is_left(session, signed_in):
    make_participant()

    page = signed_in("staff").get(f"/pelatihan/{session.pk}/undangan/").text

    assert "Semua lulusan pelatihan sebelumnya di wilayah Anda sudah ikut" in page
