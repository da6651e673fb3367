"""Second registration numbers and one-time codes."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.accounts.models import AccessLog, User
from okoce.clock import now
from okoce.jobs.models import Job
from participants.claims import actions as claims
from participants.claims import tasks
from participants.claims.models import ClaimCode
from participants.cleaning.registration_numbers import check_sign
from tests.factories.people import PASSWORD, make_joined, make_participant, make_user
from tests.factories.places import TOMANG
from tests.mailbox import received

pytestmark = pytest.mark.django_db
ASK, CODE = "/daftar/klaim/", "/daftar/klaim/kode/"


def number(body="222222"):
    return f"OK26-{body}-{check_sign('26' + body)}"


def make_registered(**fields):
    return make_participant(registration_number=number(), email=fields.pop("email", "siti@contoh.example"), **fields)


def ask(client, typed=None, born="10/05/1990"):
    return client.post(ASK, {"number": typed or number(), "birth_on": born})


def run_jobs():
    for job in Job.objects.filter(name="claims.send_code"):
        tasks.send_code(job, **job.arguments)


def code_in_mail():
    return re.search(r"\b\d{6}\b", received()[-1].body)[0]


def test_a_code_by_mail_opens_an_account(client):
    person = make_registered()
    ask(client, number().lower())
    run_jobs()

    answer = client.post(CODE, {"code": code_in_mail(), "password": PASSWORD}, follow=True)

    person.refresh_from_db()
    assert received()[0].to == ["siti@contoh.example"]
    assert person.user.check_password(PASSWORD)
    assert (person.user.name, person.user.email, person.user.email_proof) == (person.name, person.email, "code")
    assert person.user.phone is None
    assert "Akun siap" in answer.content.decode()


def test_somebody_logged_in_gets_the_record_into_their_account(client):
    person, mother = make_registered(), make_user()
    client.force_login(mother)
    ask(client)
    run_jobs()

    client.post(CODE, {"code": code_in_mail()})

    person.refresh_from_db()
    assert person.user == mother
    assert User.objects.count() == 1


def test_a_joined_number_leads_to_the_same_record(client):
    person = make_registered()
    make_joined(person, number=number("333333"))
    ask(client, number("333333"))
    run_jobs()

    client.post(CODE, {"code": code_in_mail(), "password": PASSWORD})

    person.refresh_from_db()
    assert person.user is not None


def test_every_question_gets_the_same_answer(client):
    make_registered()
    questions = {
        "right": (number(), "10/05/1990"),
        "wrong day": (number(), "11/05/1990"),
        "nobody": (number("444444"), "10/05/1990"),
    }
    pages = {}
    for name, (typed, born) in questions.items():
        answer = ask(client, typed, born)
        page = client.get(CODE).content.decode()
        wrong = client.post(CODE, {"code": "abcdef", "password": PASSWORD}).content.decode()
        bodies = [re.sub(r'value="[^"]{64}"', "", body) for body in (page, wrong)]
        pages[name] = (answer.status_code, answer.url, bodies)

    assert pages["right"] == pages["wrong day"] == pages["nobody"]
    assert ClaimCode.objects.count() == Job.objects.count() == 3


def test_only_the_right_question_is_answered_by_mail(client):
    make_registered()
    ask(client, born="11/05/1990")
    ask(client, number("444444"))
    make_participant(registration_number=number("555555"), email="")
    ask(client, number("555555"))

    run_jobs()

    assert received() == []


def test_a_record_with_an_account_gets_a_letter_and_no_code(client):
    make_registered(user=make_user(email="ibu@contoh.example"))
    ask(client)

    run_jobs()

    assert received()[0].to == ["ibu@contoh.example"]
    assert not re.search(r"\b\d{6}\b", received()[0].body)


def test_a_stranger_who_took_the_address_for_an_account_gets_nothing(client):
    person = make_registered()
    stranger = make_user(email=person.email)
    ask(client)
    run_jobs()

    client.post(CODE, {"code": code_in_mail(), "password": PASSWORD})

    person.refresh_from_db()
    assert person.user not in (None, stranger)
    assert person.user.email is None


def test_five_wrong_codes_end_it(client):
    make_registered()
    ask(client)
    run_jobs()
    right = code_in_mail()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        client.post(CODE, {"code": wrong, "password": PASSWORD})

    page = client.post(CODE, {"code": right, "password": PASSWORD}).content.decode()

    assert "Sudah lima kali salah; minta kode baru." in page
    assert User.objects.count() == 0


def test_a_code_lives_ten_minutes(client):
    make_registered()
    ask(client)
    run_jobs()
    code = code_in_mail()

    with time_machine.travel(now() + dt.timedelta(minutes=11), tick=False):
        page = client.post(CODE, {"code": code, "password": PASSWORD}).content.decode()

    assert "Kode ini sudah lewat 10 menit; minta kode baru." in page
    assert User.objects.count() == 0


def test_a_code_works_once():
    person = make_registered()
    asked = claims.request_code(number(), person.birth_on)
    right = claims.code_of(asked)
    claims.redeem(asked.pk, right, password=PASSWORD)

    with pytest.raises(ValidationError, match="sudah dipakai"):
        claims.redeem(asked.pk, right, password=PASSWORD)

    assert User.objects.count() == 1


def test_a_second_code_gives_nobody_a_record_that_has_an_account_by_now():
    person = make_registered()
    first, second = claims.request_code(number(), person.birth_on), claims.request_code(number(), person.birth_on)
    owner = claims.redeem(first.pk, claims.code_of(first), password=PASSWORD)

    with pytest.raises(ValidationError, match="tidak cocok"):
        claims.redeem(second.pk, claims.code_of(second), user=make_user())

    person.refresh_from_db()
    assert person.user == owner


def test_the_code_of_one_person_does_not_open_another():
    first, second = make_registered(), make_participant(registration_number=number("333333"))
    mine, theirs = claims.request_code(number(), first.birth_on), claims.request_code(number("333333"), second.birth_on)

    with pytest.raises(ValidationError, match="tidak cocok"):
        claims.redeem(theirs.pk, claims.code_of(mine), password=PASSWORD)

    assert User.objects.count() == 0


def test_the_code_stands_nowhere_in_the_database():
    asked = claims.request_code(number(), make_registered().birth_on)

    stored = [str(value) for row in ClaimCode.objects.values_list() for value in row]
    stored += [str(job.arguments) + job.key for job in Job.objects.all()]

    assert not [value for value in stored if claims.code_of(asked) in value]


def test_an_officer_gives_a_code_to_somebody_without_mail(client):
    person = make_registered(email="", kelurahan=TOMANG)
    officer = make_user("officer")
    client.force_login(officer)
    page = client.post(reverse("participants:desk-issue-code", args=[person.pk])).content.decode()
    code = re.search(r'receipt-figure">(\d{6})<', page)[1]
    client.logout()

    ask(client)
    client.post(CODE, {"code": code, "password": PASSWORD})

    person.refresh_from_db()
    assert person.user.check_password(PASSWORD)
    assert AccessLog.objects.filter(actor=officer, act="change", subject_id=person.pk).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "", "birth_on": "10/05/1990"}, "Isi nomor pendaftaran"),
        ({"number": "OK26-7K3M9Q-0", "birth_on": "10/05/1990"}, "salah ketik"),
        ({"number": number(), "birth_on": "31/02/1990"}, "tidak terbaca"),
    ],
)
def test_a_wrong_question_is_refused_in_one_sentence(client, fields, sentence):
    answer = client.post(ASK, fields)

    assert sentence in answer.content.decode()
    assert ClaimCode.objects.count() == 0


def test_a_weak_password_does_not_cost_a_try(client):
    make_registered()
    ask(client)
    run_jobs()

    answer = client.post(CODE, {"code": code_in_mail(), "password": "12345678"})

    assert answer.status_code == 200
    assert ClaimCode.objects.get().tries == 0


def test_asking_again_and_again_is_stopped(client):
    make_registered()

    answers = [ask(client) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [200]
    assert "Terlalu banyak percobaan" in answers[-1].content.decode()
    cache.clear()


def test_the_code_page_in_another_browser_leads_to_the_question_and_says_why(client):
    assert client.get(CODE).url == ASK
    assert "Kode hanya berlaku di peramban tempat kode itu diminta" in client.get(ASK).text


def test_the_code_of_an_earlier_question_is_named_as_such(client):
    make_registered()
    ask(client)
    run_jobs()
    earlier = code_in_mail()
    ask(client)

    page = client.post(CODE, {"code": earlier, "password": PASSWORD}).text

    assert "Ini kode dari permintaan sebelumnya" in page
    assert User.objects.count() == 0
