"""Certificates are issued once for what the evidence says, numbered without holes, as things stood on that day."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.programme.models import Commodity
from okoce.regions.models import Region
from participants.directory.actions import write_contact
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, KEBON_JERUK, TOMANG
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from tests.factories.years import make_agency, make_year
from tests.trainings.coming import come, make_person
from trainings.attendance.actions import attendance
from trainings.certificates import basis
from trainings.certificates.actions import certificates
from trainings.certificates.models import Certificate

pytestmark = pytest.mark.django_db
Kind = Certificate.Kind


def issue(session, **fields):
    return certificates.issue_for_session(session, by=make_user("officer", **fields))


def kinds(made):
    return sorted((each.name, each.kind) for each in made)


def test_who_came_gets_a_statement_and_who_finished_here_the_certificate_of_the_year():
    finisher, beginner = make_person(name="Ani"), make_person(name="Budi")
    come(finisher, ago=9, modules=("M1", "M2"))
    [seat, _] = come(finisher, beginner, ago=2, modules=("M3",))
    make_seat(seat.session, make_person(name="Cici"), state="absent")

    made = issue(seat.session)

    assert kinds(made) == [("Ani", Kind.SESSION), ("Ani", Kind.YEAR), ("Budi", Kind.SESSION)]
    year = next(each for each in made if each.kind == Kind.YEAR)
    assert (year.completed_on, year.kecamatan_id) == (today() - dt.timedelta(days=2), GROGOL)
    assert [module["name"] for module in year.content["modules"]] == ["Pola pikir", "Produk", "Pasar"]
    days = [(today() - dt.timedelta(days=ago)).isoformat() for ago in (9, 9, 2)]
    assert [module["on"] for module in year.content["modules"]] == days


def test_issuing_again_issues_nothing_more():
    [seat] = come(make_person(), ago=2)
    issue(seat.session)

    assert issue(seat.session) == []
    assert Certificate.objects.count() == 2


def test_numbers_follow_each_other_without_holes_for_each_kind_and_year():
    people = [make_person() for _ in range(3)]
    seats = come(*people, ago=2)

    issue(seats[0].session)

    year = make_year().year
    expected = {f"OKOCE/{year}/{letters}/{serial:06d}" for letters in ("PEL", "SK") for serial in (1, 2, 3)}
    assert set(Certificate.objects.values_list("number", flat=True)) == expected


def test_an_issue_that_was_turned_back_takes_no_number():
    [first] = come(make_person(), ago=3, modules=("M1",))
    with transaction.atomic():
        issue(first.session)
        transaction.set_rollback(True)

    [made] = issue(first.session)

    assert made.number.endswith("/SK/000001")


def test_a_person_whose_card_was_never_seen_gets_none():
    [seat] = come(make_participant(), ago=2)

    assert issue(seat.session) == []


def test_the_kecamatan_is_that_of_the_day_and_the_name_that_of_the_print():
    person = make_person(kelurahan=TOMANG, name="Ani Lama")
    [seat] = come(person, ago=2, modules=("M1",), kecamatan=KEBON_JERUK)
    write_contact(person, {"kelurahan": Region.objects.get(pk=DURI_KEPA)}, by=make_user("staff"))

    [made] = issue(seat.session, region=KEBON_JERUK)
    person.name = "Ani Baru"
    person.save()

    made.refresh_from_db()
    assert (made.kecamatan_id, made.name) == (GROGOL, "Ani Lama")


def test_a_commodity_training_gives_a_certificate_of_its_own_once_all_its_modules_are_done():
    agency = make_agency("perindustrian", "Sudin Perindustrian", BARAT)
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    training = make_training("Sabun cair", agency=agency, kind="hard", commodity=soap, modules=("M1", "M2"))
    person = make_person()
    [first] = come(person, ago=9, modules=("M1",), training=training)
    [last] = come(person, ago=2, modules=("M2",), training=training)

    assert kinds(issue(last.session)) == [(person.name, Kind.SESSION), (person.name, Kind.TRAINING)]
    assert kinds(issue(first.session)) == [(person.name, Kind.SESSION)]
    paper = Certificate.objects.get(kind=Kind.TRAINING)
    assert (paper.content["title"], paper.content["agency"]) == ("Sabun cair", "Sudin Perindustrian")


def test_a_session_that_is_not_over_gives_none():
    session = make_session(days=(0, 1))
    seat = make_seat(session, make_person(), state="attended")

    with pytest.raises(ValidationError, match="setelah sesi selesai"):
        issue(seat.session)


def test_a_cancelled_session_gives_none():
    session = make_session(days=(-2,), state="cancelled", cancel_reason="Banjir")

    with pytest.raises(ValidationError, match="setelah sesi selesai"):
        issue(session)


def test_staff_of_another_kecamatan_do_not_issue():
    [seat] = come(make_person(), ago=2)

    with pytest.raises(ValidationError, match="petugas kecamatan atau kota"):
        issue(seat.session, region=KEBON_JERUK)


def test_a_person_asks_for_their_own_with_one_press():
    person = make_person(user=make_user())
    come(person, ago=9, modules=("M1", "M2"))
    come(person, ago=2, modules=("M3",), kecamatan=KEBON_JERUK)
    assert len(certificates.open_to(person)) == 3

    made = certificates.ask_for_own(person, by=person.user)

    assert sorted(each.kind for each in made) == [Kind.SESSION, Kind.SESSION, Kind.YEAR]
    assert certificates.open_to(person) == []
    with pytest.raises(ValidationError, match="Buktinya belum cukup"):
        certificates.ask_for_own(person, by=person.user)


def test_nobody_asks_for_others():
    person = make_person(user=make_user())
    come(person, ago=2)

    with pytest.raises(ValidationError, match="tidak dapat diminta"):
        certificates.ask_for_own(person, by=make_user())


def test_each_person_reads_that_it_was_issued():
    person = make_person()
    [seat] = come(person, ago=2)

    issue(seat.session)

    assert AccessLog.objects.filter(subject_id=person.pk, reason="Sertifikat diterbitkan").count() == 1


def test_the_database_keeps_one_standing_certificate_of_a_kind():
    [seat] = come(make_person(), ago=2)
    for made in issue(seat.session):
        made.pk, made.number, made.code = None, f"{made.number}x", made.code[::-1]
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)


def test_statements_do_not_grow_with_people():
    def counted(people):
        [seat, *_] = come(*(make_person() for _ in range(people)), ago=people)
        officer = make_user("officer")
        with CaptureQueriesContext(connection) as asked:
            certificates.issue_for_session(seat.session, by=officer)
        return len(asked)

    assert counted(3) == counted(1)


def test_who_was_joined_into_another_record_meanwhile_is_left_out(monkeypatch):
    stays, joined = make_person(), make_person()
    [seat] = come(stays, ago=2, modules=("M1",))
    make_seat(seat.session, joined)
    both = [*basis.of_session(seat.session)]
    both.append(replace(both[0], participant=joined))
    monkeypatch.setattr(certificates.basis, "of_session", lambda session: both)
    monkeypatch.setattr(certificates.seats, "lock_people", lambda people: [pk for pk in people if pk != joined.pk])

    made = issue(seat.session)

    assert [each.participant for each in made] == [stays]


# --- Revoked, and what lost its basis ------------------------------------------------------------------


def revoke(certificate, reason="Salah orang", **fields):
    return certificates.revoke(certificate, by=make_user("officer", **fields), reason=reason)


def test_a_revoked_certificate_keeps_its_number_and_a_new_one_gets_the_next():
    [seat] = come(make_person(user=make_user()), ago=2, modules=("M1",))
    [made] = issue(seat.session)

    revoke(made)
    [again] = issue(seat.session)

    made.refresh_from_db()
    assert (made.state_word, made.revoke_reason) == ("dicabut", "Salah orang")
    assert (made.number[-1], again.number[-1], again.is_revoked) == ("1", "2", False)
    assert made.participant.user.messages.filter(kind="certificate_revoked").count() == 1


@pytest.mark.parametrize(
    ("reason", "region", "words"), [(" ", GROGOL, "Tulis alasan"), ("Salah", KEBON_JERUK, "Sertifikat dicabut oleh")]
)
def test_revoking_asks_a_reason_and_the_host(reason, region, words):
    [seat] = come(make_person(), ago=2, modules=("M1",))
    [made] = issue(seat.session)

    with pytest.raises(ValidationError, match=words):
        revoke(made, reason, region=region)


def test_who_has_no_log_in_is_called():
    [seat] = come(make_person(), ago=2, modules=("M1",))
    [made] = issue(seat.session)

    assert revoke(made).in_words == "1 perlu ditelepon"


def test_it_is_revoked_once():
    [seat] = come(make_person(), ago=2, modules=("M1",))
    [made] = issue(seat.session)
    revoke(made)

    with pytest.raises(ValidationError, match="sudah dicabut"):
        revoke(made)


def test_papers_whose_attendance_was_taken_back_are_found_until_revoked():
    person, other = make_person(name="Ani"), make_person(name="Budi")
    [seat, _] = come(person, other, ago=2)
    issue(seat.session)
    assert not Certificate.objects.all().without_basis().exists()

    attendance.void(seat.attendances.get(), by=make_user("officer"), reason="Salah orang")

    lost = Certificate.objects.all().without_basis()
    assert kinds(lost) == [("Ani", Kind.SESSION), ("Ani", Kind.YEAR)]
    for each in lost:
        revoke(each)
    assert not Certificate.objects.all().without_basis().exists()


def test_a_commodity_training_loses_its_basis_with_any_of_its_modules():
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    training = make_training("Sabun cair", kind="hard", commodity=soap, modules=("M1", "M2"))
    person = make_person()
    [first] = come(person, ago=9, modules=("M1",), training=training)
    [last] = come(person, ago=2, modules=("M2",), training=training)
    issue(last.session)

    attendance.void(first.attendances.get(), by=make_user("officer"), reason="Salah orang")

    assert kinds(Certificate.objects.all().without_basis()) == [(person.name, Kind.TRAINING)]
