"""Over random histories: corrections and moves add up, and undoing leaves figures, seats and facts as they were."""

import random

import pytest

from okoce.clock import today
from participants.corrections.actions import confirming
from participants.corrections.models import Correction
from participants.journey.models import StageStanding
from participants.merges import snapshots
from participants.moves.actions import receiving
from participants.people.models import Participant
from reports.figures import counted
from tests.factories.corrections import corrected, moved
from tests.factories.merges import make_history, make_twins
from tests.factories.people import invented_nik, make_user
from tests.factories.years import make_year
from tests.participants.merges.test_whole import adds_up, tallies

pytestmark = pytest.mark.django_db
APART = {"corrections.correction", "moves.move", "calls.notice", "twins.twincandidate"}
APART |= {"mentoring.mentorassignment", "people.residence"}


def picture(people):
    """Rows about these people but those that say what was done; figures; standings by place."""
    rows = snapshots.picture(list(Participant.objects.in_bulk([each.pk for each in people]).values()))
    rows = {key: row for key, row in rows.items() if key.partition(":")[0] not in APART}
    marks = Participant.objects.order_by("pk").values_list(
        "is_checked", "stopped_after", "flags", "name_key", "nik_digest"
    )
    return rows, list(marks), tallies(), standings(), counted.stage_counts(make_year(), "kecamatan", today())


def standings():
    fields = ("participant", "stage", "reached_on", "kelurahan", "kecamatan", "evidence")
    return sorted(map(str, StageStanding.objects.values_list(*fields)))


@pytest.mark.parametrize("seed", range(4))
def test_a_correction_and_its_undoing_leave_everything_as_it_was(seed):
    chance, (person, other) = random.Random(seed), make_twins(flags=["NIK_SEX_MISMATCH", "NAME_LENGTH"])
    make_history([person, other], seed=seed)
    new = {"name": "Sekar Wangi", "nik": invented_nik(500 + seed, sex="P"), "sex": "L"}
    names = chance.sample(sorted(new), chance.randint(1, 3))
    before = picture([person, other])

    correction = corrected(person, **{name: new[name] for name in names})

    assert adds_up()
    assert picture([person, other])[2:] == before[2:]
    confirming.undo(correction, by=make_user("staff"), reason="Surat keliru")
    assert adds_up()
    assert picture([person, other]) == before
    assert Correction.objects.get().state == Correction.State.UNDONE


@pytest.mark.parametrize("seed", range(4))
def test_a_move_and_the_way_back_keep_every_fact_where_it_was_reached(seed):
    person, other = make_twins()
    make_history([person, other], seed=seed)
    before = picture([person, other])

    move = moved(person)

    assert adds_up()
    assert picture([person, other])[2:] == before[2:]
    receiving.undo(move, by=make_user("staff"), reason="Salah orang")
    assert adds_up()
    assert picture([person, other]) == before
