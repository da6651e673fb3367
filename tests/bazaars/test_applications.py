"""Asking for a stall, and taking it back."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bazaars.models import StallApplication
from okoce.notifications.models import Message
from okoce.regions import places
from tests.factories.bazaars import make_application, make_bazaar, make_closed_list, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import in_days

pytestmark = pytest.mark.django_db

MINE = "/bazar/lamaran/"


@pytest.fixture
def bazaar():
    return make_bazaar(applications_end_on=in_days(2))


def apply(client, user, bazaar, **data):
    client.force_login(user)
    return client.post(reverse("bazaars:applications-apply", args=[bazaar.pk]), data, follow=True)


def withdraw(client, application):
    client.force_login(application.participant.user)
    return client.post(reverse("bazaars:applications-withdraw", args=[application.pk]), follow=True)


def test_a_participant_applies_and_finds_the_number(client, bazaar):
    make_application(bazaar)
    person = make_participant(user=make_user())

    page = apply(client, person.user, bazaar, participant=person.pk, category="kriya")

    mine = bazaar.applications.get(participant=person)
    assert (mine.number, mine.category, mine.applied_by) == (2, "kriya", person.user)
    assert page.redirect_chain == [(MINE, 302)]
    assert "nomor lamaran 2" in page.content.decode()
    assert "Menunggu undian" in page.content.decode()


def test_applying_again_changes_the_category_and_keeps_the_number(client, bazaar):
    person = make_participant(user=make_user())
    application = make_application(bazaar, person)
    make_application(bazaar)
    withdraw(client, application)

    apply(client, person.user, bazaar, participant=person.pk, category="jasa")

    mine = StallApplication.objects.standing().get(bazaar=bazaar, participant=person)
    assert (mine.pk, mine.number, mine.category) == (application.pk, 1, "jasa")


def test_the_database_holds_one_application_per_person(bazaar):
    first = make_application(bazaar)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_application(bazaar, first.participant)


def test_nobody_applies_for_somebody_elses_family(client, bazaar):
    person, stranger = make_participant(user=make_user()), make_participant(user=make_user())

    page = apply(client, person.user, bazaar, participant=stranger.pk, category="kriya")

    assert "Pilih salah satu anggota keluarga Anda." in page.content.decode()
    assert stranger.name not in page.content.decode()
    assert not StallApplication.objects.exists()


def test_nothing_chosen_is_asked_for_in_a_sentence(client, bazaar):
    page = apply(client, make_participant(user=make_user()).user, bazaar, participant="", category="")

    assert "Pilih apa yang dijual." in page.content.decode()


@pytest.mark.parametrize("closed_by", ["day", "list", "never"])
def test_a_closed_bazaar_takes_no_application(client, closed_by):
    bazaar = make_bazaar(applications_end_on={"day": in_days(-1), "list": in_days(2), "never": None}[closed_by])
    if closed_by == "list":
        make_closed_list(bazaar)
    person = make_participant(user=make_user())

    page = apply(client, person.user, bazaar, participant=person.pk, category="kriya")

    assert "sudah ditutup" in page.content.decode()
    assert not StallApplication.objects.exists()


def test_who_is_no_participant_is_asked_to_register(client, bazaar):
    page = apply(client, make_user(), bazaar, category="kriya")

    assert "Daftar dulu sebagai peserta" in page.content.decode()


def test_one_sees_and_withdraws_only_ones_own_application(client, bazaar):
    foreign = make_application(bazaar, make_participant(user=make_user()))
    client.force_login(make_participant(user=make_user()).user)

    page = client.get(MINE)
    answers = [client.post(reverse("bazaars:applications-withdraw", args=[pk])) for pk in (foreign.pk, 98765)]

    assert foreign.participant.name not in page.content.decode()
    assert [answer.status_code for answer in answers] == [404, 404]
    assert StallApplication.objects.standing().count() == 1


def test_the_stall_of_who_withdraws_goes_to_the_first_of_the_reserve_list(client):
    bazaar = make_bazaar(stalls=1, applications_end_on=in_days(-1))
    people = [make_application(bazaar, make_participant(user=make_user())) for _ in range(3)]
    make_closed_list(bazaar)
    client.force_login(make_user("staff"))
    client.post(reverse("bazaars:draws-run", args=[bazaar.pk]), {"seed": "7.214,35"})
    order = [result.application for result in bazaar.draws.get().results.order_by("position")]

    withdraw(client, order[1])
    withdraw(client, order[0])

    standing = bazaar.stall_days.standing()
    assert [(day.application, day.number, day.day_on) for day in standing] == [
        (order[2], 1, day) for day in bazaar.days
    ]
    assert bazaar.stall_days.exclude(released_at=None).first().release_reason == "Pelamar mundur"
    shown = Message.objects.get(kind="stall_from_reserve")
    assert (shown.user, shown.subject) == (order[2].participant.user, "Anda mendapat lapak 1")
    assert len(people) == 3


def test_nobody_withdraws_once_the_bazaar_has_started(client):
    application = make_application(make_bazaar(days=(0, 1)), make_participant(user=make_user()))
    make_stall_day(application)

    page = withdraw(client, application)

    application.refresh_from_db()
    assert "Bazar sudah mulai" in page.content.decode()
    assert application.withdrawn_at is None


def test_ones_own_list_takes_the_same_statements_for_one_application_and_for_three(client):
    person = make_participant(user=make_user())
    client.force_login(person.user)
    counts = []
    for times in (1, 2):
        for _ in range(times):
            bazaar = make_bazaar(days=(-1, 0))
            make_stall_day(make_application(bazaar, person))
        places.kecamatan()
        with CaptureQueriesContext(connection) as queries:
            client.get(MINE)
        counts.append(len(queries))

    assert counts[0] == counts[1]
