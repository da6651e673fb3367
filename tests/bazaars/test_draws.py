"""The list is frozen, lots are drawn, and everybody may repeat it."""

import hashlib
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bazaars import draw as lots
from bazaars.actions import draws
from bazaars.models import ClosedList, Draw, DrawResult, StallDay
from okoce.notifications.models import Message
from tests.carried import post
from tests.factories.bazaars import make_application, make_bazaar, make_closed_list, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG
from tests.factories.sessions import at, in_days
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db

SEED = "7.214,35"


@pytest.fixture
def bazaar():
    return make_bazaar(days=(7, 8), stalls=2, applications_end_on=in_days(-1))


@pytest.fixture
def staff(client):
    user = make_user("staff")
    client.force_login(user)
    return user


def manage(client, bazaar):
    return client.get(reverse("bazaars:draws-manage", args=[bazaar.pk])).content.decode()


def close(client, bazaar, **data):
    data = {"seed_source": "Penutupan IHSG", "draws_on": f"{in_days(1):%Y-%m-%d}"} | data
    return client.post(reverse("bazaars:draws-close", args=[bazaar.pk]), data, follow=True).content.decode()


def run(client, bazaar, **data):
    data = {"seed": SEED} | data
    return client.post(reverse("bazaars:draws-run", args=[bazaar.pk]), data, follow=True).content.decode()


def public(client, bazaar):
    return client.get(reverse("bazaars:draws-list", args=[bazaar.pk])).content.decode()


def test_the_list_is_closed_announced_and_drawn_on_its_day(client, staff, bazaar):
    people = [make_application(bazaar, make_participant(user=make_user())) for _ in range(3)]

    close(client, bazaar)
    too_early = run(client, bazaar)
    with time_machine.travel(at(in_days(1), 9)):
        client.force_login(staff)
        done = run(client, bazaar)

    draw = Draw.objects.get()
    results = list(draw.results.order_by("position"))
    assert "Undian baru boleh pada" in too_early
    assert "Lapak sudah diundi" in done
    assert (draw.number, draw.seed, draw.rule, draw.drawn_by) == (1, SEED, "okoce-lapak-1", staff)
    assert [(r.position, r.stall_number, r.reserve_number) for r in results] == [
        (1, 1, None),
        (2, 2, None),
        (3, None, 1),
    ]
    assert {r.application for r in results} == set(people)
    assert StallDay.objects.standing().count() == 4
    assert Message.objects.filter(kind="stall_drawn").count() == 3


def test_every_refusal_has_a_reason_and_what_would_have_changed_it(client, staff, bazaar):
    people = [make_application(bazaar, make_participant(user=make_user())) for _ in range(3)]
    make_closed_list(bazaar)

    run(client, bazaar)

    refused = DrawResult.objects.get(outcome="reserve")
    assert refused.reason.startswith("Urutan 3 dari 3 pelamar untuk 2 lapak. Anda belum pernah kalah sejak lapak")
    assert "Urutan 2 atau lebih awal mendapat lapak" in refused.reason
    client.force_login(refused.application.participant.user)
    assert refused.reason in client.get("/bazar/lamaran/").content.decode()
    assert Message.objects.get(user=refused.application.participant.user).subject.endswith("cadangan nomor 1")
    assert len(people) == 3


def test_anybody_repeats_the_draw_from_the_public_page(client, staff, bazaar):
    people = [make_application(bazaar, make_participant(user=make_user())) for _ in range(5)]
    make_closed_list(bazaar)
    run(client, bazaar)
    client.logout()

    page = public(client, bazaar)
    bytes_of_list = client.get(reverse("bazaars:draws-download", args=[bazaar.pk])).content

    digest = hashlib.sha256(bytes_of_list).hexdigest()
    manually = sorted(range(1, 6), key=lambda n: hashlib.sha256(f"{SEED}:{digest}:{n}".encode()).hexdigest())
    shown = [int(number) for number in re.findall(r'<th scope="row">(\d+)</th>', page)]
    assert digest in page
    assert SEED in page
    assert shown == manually
    assert not [p for p in people if p.participant.name in page or p.participant.registration_number in page]


def test_a_second_draw_is_a_new_record_with_a_reason_and_the_first_stays_visible(client, staff, bazaar):
    for _ in range(4):
        make_application(bazaar)
    make_closed_list(bazaar)
    run(client, bazaar)
    first = list(DrawResult.objects.values_list("application__number", "position", "stall_number"))

    silent = run(client, bazaar, seed="99")
    run(client, bazaar, seed="99", reason="Angka sumber dibetulkan bursa")

    page = public(client, bazaar)
    assert "Tulis alasan undian ulang" in silent
    assert list(Draw.objects.values_list("number", "seed", "reason")) == [
        (1, SEED, ""),
        (2, "99", "Angka sumber dibetulkan bursa"),
    ]
    assert (
        list(DrawResult.objects.filter(draw__number=1).values_list("application__number", "position", "stall_number"))
        == first
    )
    assert "Undian ke-1" in page
    assert "Angka sumber dibetulkan bursa" in page
    winners = DrawResult.objects.filter(draw__number=2, outcome="stall").values_list("application", "stall_number")
    standing = StallDay.objects.standing().order_by("number").values_list("application", "number").distinct()
    assert sorted(standing) == sorted(winners)


def test_who_withdrew_after_closing_is_passed_over_and_the_rest_keep_their_order(client, staff, bazaar):
    people = [make_application(bazaar, make_participant(user=make_user())) for _ in range(4)]
    closed = make_closed_list(bazaar)
    expected = [place.number for place in lots.run(closed.content, SEED) if place.number != people[1].number]
    client.force_login(people[1].participant.user)
    client.post(reverse("bazaars:applications-withdraw", args=[people[1].pk]))

    client.force_login(staff)
    run(client, bazaar)

    drawn = DrawResult.objects.exclude(position=None).order_by("position")
    assert [result.application.number for result in drawn] == expected
    assert DrawResult.objects.get(outcome="withdrawn").application == people[1]


def test_whoever_lost_before_stands_first(client, staff, bazaar):
    earlier = make_bazaar(days=(-9, -8), stalls=1, applications_end_on=in_days(-12))
    winner, loser, newcomer = (make_participant() for _ in range(3))
    Draw.objects.create(bazaar=earlier, number=1, rule=lots.RULE, seed="1", list_sha256="x", drawn_by=staff)
    make_stall_day(make_application(earlier, winner))
    make_application(earlier, loser)
    for person in (winner, newcomer, loser):
        make_application(bazaar, person)

    close(client, bazaar)

    text = ClosedList.objects.get().content
    assert lots.parse(text)[1] == [
        lots.Entry(1, 0, "kuliner"),
        lots.Entry(2, 0, "kuliner"),
        lots.Entry(3, 1, "kuliner"),
    ]
    assert lots.run(text, SEED)[0].number == 3


def test_a_bazaar_that_was_drawn_twice_counts_as_one_loss(staff, bazaar):
    earlier = make_bazaar(days=(-9, -8), stalls=1, applications_end_on=in_days(-12))
    loser = make_participant()
    for number, reason in ((1, ""), (2, "Angka salah ketik")):
        fields = {"rule": lots.RULE, "seed": "1", "list_sha256": "x", "drawn_by": staff, "reason": reason}
        Draw.objects.create(bazaar=earlier, number=number, **fields)
    make_application(earlier, loser)
    make_application(bazaar, loser)

    closed = draws.close(bazaar, seed_source="Penutupan IHSG", draws_on=in_days(1), by=staff)

    assert lots.parse(closed.content)[1] == [lots.Entry(1, 1, "kuliner")]


@pytest.mark.parametrize(
    ("end", "days", "data", "sentence"),
    [
        (2, 1, {}, "Lamaran masih dibuka"),
        (-1, 0, {}, "Pilih hari undian setelah hari ini"),
        (-1, 7, {}, "sebelum bazar mulai"),
        (-1, 1, {"draws_on": ""}, "Isi hari undian"),
        (-1, 1, {"seed_source": ""}, "Tulis dari mana angka acak diambil"),
    ],
)
def test_a_list_is_not_closed_wrongly(client, staff, end, days, data, sentence):
    bazaar = make_bazaar(days=(7, 8), applications_end_on=in_days(end))
    make_application(bazaar)

    page = close(client, bazaar, **{"draws_on": f"{in_days(days):%Y-%m-%d}"} | data)

    assert sentence in page
    assert not ClosedList.objects.exists()


def test_an_empty_or_closed_list_is_not_closed(client, staff, bazaar):
    empty = close(client, bazaar)
    make_application(bazaar)
    close(client, bazaar)
    again = close(client, bazaar, seed_source="Lain")

    assert "Belum ada lamaran" in empty
    assert "Daftar ini sudah ditutup" in again
    assert ClosedList.objects.get().seed_source == "Penutupan IHSG"


def test_no_lots_are_drawn_without_a_list_or_after_the_start(client, staff, bazaar):
    started = make_bazaar(days=(0, 1), applications_end_on=in_days(-3))
    for place in (bazaar, started):
        make_application(place)
    make_closed_list(started)

    unclosed, late = run(client, bazaar), run(client, started)

    assert "Tutup daftar lamaran dulu" in unclosed
    assert "Bazar sudah mulai" in late
    assert not Draw.objects.exists()


def test_the_frozen_list_keeps_the_bazaar_as_it_was_in_the_admin(client, staff, bazaar):
    make_application(bazaar)
    make_closed_list(bazaar)

    url = reverse("admin:bazaars_bazaar_change", args=[bazaar.pk])
    post(
        client,
        url,
        {
            "name": "Baru",
            "kecamatan": bazaar.kecamatan_id,
            "venue": "Aula",
            "stalls": 9,
            "programme_year": make_year().pk,
            "is_published": "on",
            "notifies": "on",
        },
    )

    bazaar.refresh_from_db()
    assert (bazaar.name, bazaar.stalls) == ("Baru", 2)


@pytest.mark.parametrize(
    ("role", "status"),
    [("mentor", 403), ("officer", 403), ("staff", 200), ("province", 200), ("official", 403), ("auditor", 403)],
)
def test_sudin_and_dinas_see_who_applied(client, bazaar, role, status):
    applicant = make_application(bazaar).participant
    client.force_login(make_user(role))

    page = client.get(reverse("bazaars:draws-manage", args=[bazaar.pk]))

    assert page.status_code == status
    assert (applicant.name in page.content.decode()) is (status == 200)


def test_a_bazaar_of_another_kota_and_a_missing_one_are_the_same_404(client, staff):
    far = make_bazaar(kecamatan=CAKUNG, applications_end_on=in_days(-1))
    make_application(far)

    for name in ("draws-close", "draws-run"):
        answers = [client.post(reverse(f"bazaars:{name}", args=[pk]), {"seed": "1"}) for pk in (far.pk, 98765)]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert not ClosedList.objects.exists()


@pytest.mark.parametrize("page", [manage, public])
def test_a_page_takes_the_same_statements_for_one_applicant_and_for_three(client, staff, bazaar, page):
    counts = []
    for times, number in ((1, 1), (2, 2)):
        for _ in range(times):
            make_application(bazaar)
        ClosedList.objects.all().delete()
        make_closed_list(bazaar)
        run(client, bazaar, seed="1", reason="Undian uji" if number == 2 else "")
        page(client, bazaar)
        with CaptureQueriesContext(connection) as queries:
            page(client, bazaar)
        counts.append(len(queries))

    assert counts[0] == counts[1]
