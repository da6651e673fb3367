"""Two officers put right what stands on a card; what stands in the way, and what cannot be undone any more."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.corrections.actions import confirming, proposing
from participants.corrections.models import Correction
from participants.moves.models import Move
from participants.people import proposals, supervision
from participants.people.models import NameWord, Participant
from participants.people.nik_sealing import digest
from participants.privacy import nik_keys, own_data
from participants.rights.actions import erasing
from participants.twins.models import TwinCandidate
from tests.factories.corrections import corrected, make_correction, make_move
from tests.factories.people import invented_nik, make_participant, make_user, make_waiting
from tests.factories.places import JATINEGARA
from tests.refusals import refusal

pytestmark = pytest.mark.django_db
NEW_NIK = "3173021005909876"


def test_a_proposal_changes_nothing_and_names_no_value():
    person = make_participant(name="Siti Kenanga")

    correction = make_correction(person, name="Siti Kenangga", nik=NEW_NIK)

    person.refresh_from_db()
    assert (person.name, correction.state) == ("Siti Kenanga", Correction.State.WAITING)
    assert correction.fields == ["name", "nik"]
    assert NEW_NIK.encode() not in bytes(correction.values_sealed)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"reason": " ", "name": "Siti"}, proposing.NO_REASON),
        ({"name": "Siti Kenanga"}, proposing.NOTHING),
        ({"nik": "3173021005900000"}, "Empat angka terakhir NIK tidak mungkin 0000"),
        ({"birth_on": dt.date(2020, 1, 1)}, "Peserta harus berumur 17 tahun"),
        ({"name": "Siti 123"}, "Nama tidak memuat angka"),
    ],
)
def test_what_is_not_proposed(values, why):
    person = make_participant(name="Siti Kenanga")

    assert why in refusal(make_correction, person, **values)


def test_one_proposal_waits_at_a_time():
    person = make_participant()
    make_correction(person)

    assert refusal(make_correction, person) == proposing.UNDER_WAY
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(
            participant=person, fields=["name"], values_sealed=b"x", seen="ktp", reason="x", proposed_by=make_user()
        )


def test_a_registration_that_waits_for_its_card_is_not_corrected():
    assert refusal(make_correction, make_waiting()) == proposing.WAITING


def test_nobody_proposes_outside_their_area_or_about_themself():
    officer = make_user("officer")

    assert refusal(make_correction, make_participant(kelurahan=JATINEGARA)) == supervision.OUTSIDE
    assert refusal(make_correction, make_participant(user=officer), by=officer) == supervision.OWN


def test_a_nik_of_another_record_is_refused_and_the_two_are_put_on_the_list_of_twins():
    other = make_participant(nik=NEW_NIK)
    person = make_participant()

    words = refusal(make_correction, person, nik=NEW_NIK)

    assert other.registration_number in words
    assert NEW_NIK not in words
    assert TwinCandidate.objects.of(person, other).get().state == TwinCandidate.State.OPEN


def test_a_record_of_another_kota_is_named_by_its_kecamatan_only():
    other = make_participant(nik=NEW_NIK, kelurahan=JATINEGARA)

    words = refusal(make_correction, make_participant(), nik=NEW_NIK)

    assert "Kecamatan Cakung" in words
    assert other.registration_number not in words


def test_confirming_changes_the_record_and_all_that_follows():
    person = make_participant(name="Siti Kenanga", sex="P", flags=["NIK_DOB_MISMATCH", "CONTACT_NOT_SHOWN"])
    nik = invented_nik(876, birth_on=dt.date(1991, 5, 10), sex="P")

    correction = corrected(person, name="Siti Cempakawangi", nik=nik, birth_on=dt.date(1991, 5, 10))

    person.refresh_from_db()
    assert (person.name, person.name_key) == ("Siti Cempakawangi", "siti cempakawangi")
    assert (person.nik, person.nik_digest, person.birth_on) == (nik, digest(nik), dt.date(1991, 5, 10))
    assert person.flags == ["CONTACT_NOT_SHOWN"]
    assert Participant.objects.holding_nik(nik).get() == person
    assert NameWord.objects.filter(word="cempakawangi").exists()
    assert Job.objects.filter(name="twins.find_near", key=f"twins:correction:{correction.pk}").exists()
    copy = Participant.history.filter(id=person.pk).order_by("-history_id")[1]
    assert copy.name == "Siti Kenanga"


def test_the_person_and_the_proposer_are_notified_without_a_value():
    officer = make_user("officer")
    by_call = make_participant()
    by_inbox = make_participant(user=make_user())

    corrected(by_call, nik=NEW_NIK, by=officer)
    corrected(by_inbox, name="Nama Baru", by=officer)

    assert Notice.objects.get(participant=by_call).state == Notice.State.OPEN
    assert Message.objects.filter(kind="data_corrected", user=by_inbox.user).count() == 1
    assert Message.objects.filter(kind="correction_decided", user=officer).count() == 2
    texts = [*Message.objects.values_list("body", flat=True), *Notice.objects.values_list("text", flat=True)]
    texts += AccessLog.objects.values_list("reason", flat=True)
    assert not any(NEW_NIK in text or "Nama Baru" in text.partition(":")[2] for text in texts)


def test_who_proposed_does_not_confirm_or_refuse():
    staff = make_user("staff")
    correction = make_correction(make_participant(), by=staff)

    assert "dua petugas" in refusal(confirming.confirm, correction, by=staff)
    assert "dua petugas" in refusal(proposing.refuse, correction, by=staff, answer="salah orang")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(decided_by=staff)


@pytest.mark.parametrize("role", ["officer", "official", "auditor", "privacy", "mentor"])
def test_only_sudin_and_dinas_confirm(role):
    correction = make_correction(make_participant())

    assert refusal(confirming.confirm, correction, by=make_user(role)) == supervision.OUTSIDE


def test_nobody_confirms_outside_their_kota_or_about_themself():
    person, staff = make_participant(), make_user("staff")
    correction = make_correction(person)

    assert refusal(confirming.confirm, correction, by=make_user("staff", region="31.75")) == supervision.OUTSIDE
    Participant.objects.filter(pk=person.pk).update(user=staff)
    assert refusal(confirming.confirm, correction, by=staff) == supervision.OWN
    assert confirming.confirm(correction, by=make_user("province")).state == Correction.State.DONE


def test_a_record_that_changed_since_is_not_overwritten():
    person = make_participant()
    correction = make_correction(person)
    Participant.objects.filter(pk=person.pk).update(name="Nama Lain")

    assert refusal(confirming.confirm, correction, by=make_user("staff")) == confirming.CHANGED


def test_other_fields_that_changed_since_stay_as_they_are():
    person = make_participant(sex="L")
    correction = make_correction(person, name="Nama Baru")
    Participant.objects.filter(pk=person.pk).update(sex="P")

    confirming.confirm(correction, by=make_user("staff"))

    person.refresh_from_db()
    assert (person.name, person.sex) == ("Nama Baru", "P")


def test_a_nik_that_another_record_got_meanwhile_is_refused():
    person = make_participant()
    correction = make_correction(person, nik=NEW_NIK)
    other = make_participant(nik=NEW_NIK)

    words = refusal(confirming.confirm, correction, by=make_user("staff"))

    assert "dipegang data lain" in words
    assert TwinCandidate.objects.of(person, other).exists()
    correction.refresh_from_db()
    assert correction.state == Correction.State.WAITING


def test_a_race_for_the_nik_is_refused_in_words(monkeypatch):
    correction = make_correction(make_participant(), nik=NEW_NIK)
    make_participant(nik=NEW_NIK)
    monkeypatch.setattr(proposing, "refuse_taken", lambda person, nik, *, by: None)

    assert refusal(confirming.confirm, correction, by=make_user("staff")) == confirming.NIK_TAKEN


def test_a_refusal_needs_words_and_reaches_the_proposer():
    officer = make_user("officer")
    correction = make_correction(make_participant(), by=officer)

    assert refusal(proposing.refuse, correction, by=make_user("staff"), answer=" ") == proposing.NO_REFUSAL
    proposing.refuse(correction, by=make_user("staff"), answer="KTP tidak terbaca")

    assert "KTP tidak terbaca" in Message.objects.get(kind="correction_decided", user=officer).body
    assert refusal(confirming.confirm, correction, by=make_user("staff")) == proposing.OVER


def test_only_the_proposer_withdraws():
    officer = make_user("officer")
    correction = make_correction(make_participant(), by=officer)

    assert refusal(proposing.withdraw, correction, by=make_user("officer")) == proposing.NOT_YOURS
    assert proposing.withdraw(correction, by=officer).state == Correction.State.WITHDRAWN
    assert refusal(proposing.withdraw, correction, by=officer) == proposing.OVER


def test_undo_needs_a_reason_the_area_and_thirty_days(time_machine):
    correction = corrected(make_participant())
    staff = make_user("staff")

    assert refusal(confirming.undo, correction, by=staff, reason=" ") == confirming.NO_REASON
    assert refusal(confirming.undo, correction, by=make_user("officer"), reason="keliru") == supervision.OUTSIDE
    time_machine.move_to(now() + dt.timedelta(days=30))
    assert refusal(confirming.undo, correction, by=staff, reason="keliru") == confirming.OVER


def test_undo_is_refused_once_the_field_changed_again():
    person = make_participant()
    first = corrected(person, name="Nama Kedua")
    second = corrected(person, name="Nama Ketiga")
    sex = corrected(person, sex="P")
    staff = make_user("staff")

    assert refusal(confirming.undo, first, by=staff, reason="keliru") == confirming.LATER_ONE
    confirming.undo(sex, by=staff, reason="keliru")
    Participant.objects.filter(pk=person.pk).update(name="Nama Lain")
    assert refusal(confirming.undo, second, by=staff, reason="keliru") == confirming.LATER_ONE


def test_undo_is_refused_where_the_old_nik_is_held_by_another_record():
    person = make_participant()
    nik = person.nik
    correction = corrected(person, nik=NEW_NIK)
    make_participant(nik=nik)

    assert "dipegang data lain" in refusal(confirming.undo, correction, by=make_user("staff"), reason="keliru")


def test_values_stay_readable_after_a_rotation_and_the_copy_of_own_data_holds_no_nik():
    person = make_participant(user=make_user())
    correction = corrected(person, nik=NEW_NIK)

    nik_keys.rotate()

    correction.refresh_from_db()
    assert correction.values["new"]["nik"] == NEW_NIK
    copy = own_data.export(person, by=person.user)
    assert copy["pembetulan"][0]["yang_dibetulkan"] == "NIK"
    assert NEW_NIK not in str(copy)


def test_a_deleted_person_leaves_no_correction_and_no_move_behind(client):
    person, staff = make_participant(user=make_user()), make_user("staff")
    make_correction(person)
    make_move(person)

    erasing.erase(person, by=staff)

    assert not Correction.objects.exists()
    assert not Move.objects.exists()
    for act in (make_correction, make_move):
        assert refusal(act, person) == proposals.VANISHED
    client.force_login(make_user("officer"))
    assert client.get(f"/peserta/{person.pk}/pembetulan/").status_code == 404
    assert client.get(f"/peserta/{person.pk}/pindah/").status_code == 404
    assert "Betulkan data KTP" not in client.get(f"/peserta/{person.pk}/").text
