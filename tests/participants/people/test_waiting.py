"""What waits until the card is seen: stalls, book and capital, in words that say where to go."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from bazaars.actions import applications
from bazaars.models import StallApplication
from okoce.clock import today
from participants.capital import actions as capital
from participants.capital.models import CapitalApplication
from participants.finances import actions as finances
from participants.finances.models import MonthlyStatement
from participants.people.models import Participant
from tests.factories.bazaars import make_bazaar
from tests.factories.people import invented_nik, make_participant, make_user, make_waiting

pytestmark = pytest.mark.django_db


def statement(person, by):
    return finances.add(person, by=by, month_on=today().replace(day=1), sales=1, costs=0)


def application(person, by):
    return capital.add(person, by=by, state="applied", lender="Bank", amount=1, reason="")


def stall(person, by):
    return applications.apply(make_bazaar(applications_end_on=today()), person, category="kuliner", by=by)


@pytest.mark.parametrize("act", [statement, application, stall])
def test_it_waits_for_the_card_and_says_where_to_bring_it(act):
    waiting = make_waiting(user=make_user(), name="Siti")

    with pytest.raises(ValidationError, match=r"setelah petugas memeriksa KTP Siti\. Bawa KTP asli .* Kecamatan"):
        act(waiting, waiting.user)

    rows = MonthlyStatement, CapitalApplication, StallApplication
    assert [model.objects.count() for model in rows] == [0, 0, 0]


@pytest.mark.parametrize("act", [statement, application, stall])
def test_a_record_that_an_officer_made_does_not_wait(act):
    person = make_participant(user=make_user())

    assert act(person, person.user).participant_id == person.pk


@pytest.mark.parametrize("name", ["finances-list", "capital-list"])
def test_the_pages_say_so_and_offer_nothing(signed_in, name):
    waiting = make_waiting(user=make_user())

    page = signed_in(waiting.user).get(reverse(f"participants:{name}", args=[waiting.registration_number])).text

    assert "Menunggu pemeriksaan KTP" in page
    assert reverse(f"participants:{name.replace('list', 'add')}", args=[waiting.registration_number]) not in page


def test_the_form_of_a_stall_says_so_and_has_no_button(signed_in):
    waiting = make_waiting(user=make_user())

    page = signed_in(waiting.user).get(reverse("bazaars:applications-apply", args=[make_bazaar().pk])).text

    assert "Lamaran lapak terbuka setelah petugas memeriksa KTP" in page
    assert "Kirim lamaran" not in page


def test_the_journey_says_what_happens_next(signed_in):
    waiting = make_waiting(user=make_user())

    page = signed_in(waiting.user).get("/perjalanan/").text

    assert "Menunggu pemeriksaan KTP" in page
    assert "Satu kursi pelatihan sudah bisa dipesan" in page
    assert page.count("Setelah KTP diperiksa") == 2 * 3  # in the strip and in the whole path


def test_the_data_copy_holds_nothing_of_another_record_of_the_nik(signed_in):
    nik = invented_nik(1)
    make_participant(nik=nik, name="Rahasia Dahlia", phone="+6281200007777")
    waiting = make_waiting(nik=nik, user=make_user())
    owner = signed_in(waiting.user)

    pages = [
        owner.get(reverse(f"participants:{name}", args=[waiting.registration_number])).text
        for name in ("privacy-detail", "privacy-download", "journey-detail")
    ]

    assert [word for word in ("Rahasia", "0812-0000-7777", "+6281200007777") if word in "".join(pages)] == []


def test_one_record_holds_a_nik_and_any_number_wait():
    nik = invented_nik(1)
    waiting = [make_waiting(nik=nik) for _ in range(2)]
    record = make_participant(nik=nik)

    assert list(Participant.objects.holding_nik(nik)) == [record]
    assert set(Participant.objects.sharing_nik_of(record)) == set(waiting)
