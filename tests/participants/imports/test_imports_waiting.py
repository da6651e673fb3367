"""An import never writes into an online registration that waits: it may be a stranger's."""

import pytest

from participants.cleaning import registration_numbers
from participants.imports.row_verdicts import MESSAGES
from participants.people.models import Participant
from tests.factories.people import make_waiting
from tests.factories.places import JATINEGARA, TOMANG
from tests.participants.imports.imported import GOOD, HEADER, xlsx_of
from tests.participants.imports.uploading import confirmed, found, uploaded

pytestmark = pytest.mark.django_db


def stored():
    return list(Participant.objects.filter(holds_nik=False).values("name", "phone", "street", "kelurahan", "holds_nik"))


def test_a_row_with_the_nik_of_a_registration_that_waits_makes_the_record_and_leaves_it_alone(staff):
    make_waiting(nik=GOOD["NIK"], name="Contoh Melati", phone="+6281200009999")
    before = stored()

    done = confirmed(uploaded(xlsx_of(GOOD), staff), staff)

    assert found(done.counts) == {"new": 1}
    assert stored() == before
    assert Participant.objects.holding_nik(GOOD["NIK"]).get().phone == "+6281200001234"


@pytest.mark.parametrize(
    ("home", "verdict", "code"), [(TOMANG, "hold", "NUMBER_WAITING"), (JATINEGARA, "reject", "NUMBER_UNKNOWN")]
)
@pytest.mark.parametrize("is_whole", [True, False])
def test_a_row_that_names_one_by_number_is_held_here_and_unknown_elsewhere(staff, home, verdict, code, is_whole):
    number = registration_numbers.make(2026)
    waiting = make_waiting(nik=GOOD["NIK"], name="Contoh Melati", kelurahan=home, registration_number=number)
    before = stored()
    nik = GOOD["NIK"] if is_whole else waiting.nik_masked
    row = GOOD | {"NIK": nik, "Nomor Pendaftaran": number, "Nomor HP": "0812-0000-7777"}

    item = uploaded(xlsx_of(row, header=[*HEADER, "Nomor Pendaftaran"]), staff)

    assert found(item.counts) == {verdict: 1}
    assert MESSAGES[code] in str(item.report)
    assert stored() == before
