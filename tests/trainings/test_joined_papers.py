"""When two records become one: invitations, certificates and placements go over, and double ones are dealt with."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now, today
from participants.calls.models import Notice
from participants.merges import snapshots
from participants.merges.actions import undoing
from tests.factories.invitations import make_invitation
from tests.factories.merges import make_twins, merged
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_session
from tests.factories.venues import make_training
from trainings.certificates.joining import DOUBLE
from trainings.certificates.models import Certificate
from trainings.placements.models import Placement

pytestmark = pytest.mark.django_db

KINDS = Certificate.Kind


def make_certificate(person, session, number, kind=KINDS.SESSION, **fields):
    return Certificate.objects.create(
        kind=kind,
        number=number,
        participant=person,
        session=session,
        programme_year=session.programme_year,
        name=person.name,
        kecamatan_id=person.kecamatan_id,
        completed_on=today(),
        content={},
        issued_on=today(),
        issued_by=make_user("officer"),
        **fields,
    )


def make_placement(person, training, **fields):
    return Placement.objects.create(
        training=training,
        participant=person,
        host_name=fields.pop("host_name", "Warung Bu Tanjung"),
        host_address="Jalan Contoh 3",
        host_phone="+6281200009001",
        starts_on=today() - dt.timedelta(days=9),
        ends_on=today() + dt.timedelta(days=21),
        noted_by=make_user("staff"),
        **fields,
    )


def about(person, *others):
    return {key: row for key, row in snapshots.picture([person, *others]).items() if not key.startswith("calls.")}


def undo(merge):
    return undoing.undo(merge, by=make_user("staff"), reason="Ternyata dua orang")


@pytest.mark.parametrize("kind", [KINDS.SESSION, KINDS.YEAR])
def test_of_two_certificates_for_one_thing_the_later_is_revoked(kind):
    keep, duplicate = make_twins()
    session = make_session(days=(-3,))
    later = make_certificate(duplicate, session, "B", kind)
    other = make_certificate(duplicate, make_session(days=(-9,)), "C")
    earlier = make_certificate(make_participant(), session, "A", kind)
    Certificate.objects.filter(pk=earlier.pk).update(participant=keep)  # the record's own was written last
    before = about(keep, duplicate)

    merge = merged(keep, duplicate)

    assert set(keep.certificates.values_list("number", "revoke_reason")) == {("A", DOUBLE), ("B", ""), ("C", "")}
    assert later.pk < earlier.pk
    undo(merge)
    assert about(keep, duplicate) == before
    assert set(duplicate.certificates.all()) == {later, other}


def test_whose_double_certificate_is_revoked_reads_so():
    keep, duplicate = make_twins()
    session = make_session(days=(-3,))
    make_certificate(keep, session, "A")
    later = make_certificate(duplicate, session, "B")

    merged(keep, duplicate)

    notice = Notice.objects.get(kind="certificate_revoked")
    assert (notice.participant, notice.key) == (keep, f"certificate_revoked:{later.pk}")
    assert notice.text == f"Surat Keterangan nomor B tidak berlaku lagi. Alasan: {DOUBLE}"


def test_a_revoked_certificate_and_one_of_another_kind_stay_as_they_are():
    keep, duplicate = make_twins()
    session = make_session(days=(-3,))
    make_certificate(keep, session, "A")
    make_certificate(duplicate, session, "B", revoked_at=now(), revoke_reason="Salah nama")
    make_certificate(duplicate, session, "C", KINDS.YEAR)

    merged(keep, duplicate)

    assert set(keep.certificates.values_list("number", "revoke_reason")) == {("A", ""), ("B", "Salah nama"), ("C", "")}


def test_placements_go_over_and_two_that_run_are_refused():
    keep, duplicate = make_twins()
    training = make_training()
    theirs = make_placement(duplicate, training, host_name="Toko Melati")
    make_placement(keep, training)

    with pytest.raises(ValidationError, match="sedang ditempatkan"):
        merged(keep, duplicate)

    assert set(Placement.objects.filter(participant=duplicate)) == {theirs}


def test_one_placement_that_runs_goes_over_and_comes_back():
    keep, duplicate = make_twins()
    theirs = make_placement(duplicate, make_training())
    before = about(keep, duplicate)

    merge = merged(keep, duplicate)

    assert keep.placements.get() == theirs
    undo(merge)
    assert about(keep, duplicate) == before


def test_of_two_invitations_to_one_session_the_record_has_one_and_undoing_gives_both_back():
    keep, duplicate = make_twins()
    session, other = make_session(), make_session(days=(20,))
    make_invitation(session, keep)
    make_invitation(session, duplicate, state="declined")
    make_invitation(other, duplicate)
    before = about(keep, duplicate)

    merge = merged(keep, duplicate)

    assert set(keep.invitations.values_list("session", "state")) == {(session.pk, "declined"), (other.pk, "invited")}
    undo(merge)
    assert about(keep, duplicate) == before
