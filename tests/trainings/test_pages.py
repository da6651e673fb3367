"""The pages of sessions, seats and attendance: who gets in, what is found, what a refusal says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, KEBON_JERUK, TIMUR
from tests.factories.sessions import in_days, make_attendance, make_seat, make_session
from tests.trainings.pressing import visit

pytestmark = pytest.mark.django_db


# --- Who gets in -------------------------------------------------------------------------------------

PAGES_OF_MEETING = ["attendance-mark", "attendance-paper", "door-show", "walk-ins-add"]
OF_MEETING = ("attendance", "door", "walk-ins")
ROLES = ["mentor", "officer", "staff", "province", "official", "auditor", "privacy"]


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        # peserta, then the roles in the order of ROLES
        ("sessions-detail", [200, 200, 200, 200, 200, 200, 200, 200]),
        ("seats-roster", [403, 403, 200, 200, 200, 403, 403, 403]),
        ("seats-book-for-others", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("attendance-mark", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("attendance-done", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("attendance-paper", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("door-show", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("walk-ins-add", [403, 403, 200, 200, 403, 403, 403, 403]),
    ],
)
def test_each_role_gets_the_pages_of_the_table(client, page, answers):
    session = make_session(days=(0,))
    args = [session.pk, session.meetings.get().pk] if page.startswith(OF_MEETING) else [session.pk]

    found = [visit(client, make_user(role), page, *args).status_code for role in [None, *ROLES]]

    assert found == answers


@pytest.mark.parametrize(
    "page",
    ["seats-roster", "seats-book-for-others", "attendance-mark", "attendance-paper", "door-show", "walk-ins-add"],
)
def test_sessions_hosted_elsewhere_and_missing_ones_are_the_same_404(client, page):
    near, far = make_session(days=(0,), kecamatan=KEBON_JERUK), make_session(days=(0,), kecamatan=CAKUNG)
    make_seat(far, make_participant(name="Bunga Rahasia"))
    extra = (near.meetings.get().pk,) if page.startswith(OF_MEETING) else ()
    extra_far = (far.meetings.get().pk,) if page.startswith(OF_MEETING) else ()
    officer, staff = make_user("officer"), make_user("staff")

    found = [
        visit(client, officer, page, near.pk, *extra),
        visit(client, staff, page, near.pk, *extra),
        visit(client, staff, page, far.pk, *extra_far),
        visit(client, staff, page, 987654, *extra),
    ]

    assert [answer.status_code for answer in found] == [404, 200, 404, 404]
    assert "Bunga Rahasia" not in found[2].content.decode()
    assert found[2].content == found[3].content or len(found[2].content) == len(found[3].content)


def test_a_draft_is_seen_by_its_hosts_only(client):
    draft = make_session(state="draft")

    found = [visit(client, user, "sessions-detail", draft.pk).status_code for user in (None, make_user("staff"))]
    stranger = visit(client, make_user("staff", region=TIMUR), "sessions-detail", draft.pk).status_code

    assert found == [404, 200]
    assert stranger == 404


def test_a_seat_is_seen_by_its_owner_and_hosts_and_changed_by_nobody_else(client):
    owner = make_user()
    seat = make_seat(make_session(), make_participant(user=owner))
    others = {
        "owner": owner,
        "stranger": make_user(),
        "host": make_user("officer"),
        "other kecamatan": make_user("officer", region=KEBON_JERUK),
        "province": make_user("province"),
    }

    seen = {name: visit(client, user, "seats-detail", seat.pk).status_code for name, user in others.items()}
    changed = {name: visit(client, user, "seats-cancel", seat.pk).status_code for name, user in others.items()}

    assert seen == {"owner": 200, "stranger": 404, "host": 200, "other kecamatan": 404, "province": 200}
    assert changed == {"owner": 200, "stranger": 404, "host": 200, "other kecamatan": 404, "province": 404}


@pytest.mark.parametrize("page", ["seats-book", "seats-accept", "seats-decline"])
def test_pressing_needs_a_log_in_and_a_post(client, page):
    session = make_session()
    pk = session.pk if page == "seats-book" else make_seat(session).pk
    path = reverse(f"trainings:{page}", args=[pk])

    anonymous = client.post(path)
    client.force_login(make_user())

    assert anonymous.status_code == 302
    assert anonymous.url.startswith("/masuk/")
    assert path.startswith(client.get(path)["Location"])


# --- The calendar ------------------------------------------------------------------------------------


def titles(response):
    return re.findall(r'row-name"><a [^>]+>([^<]+)</a>', response.content.decode())


def test_visitors_see_coming_sessions_with_places_left(client):
    make_session(title="Rancangan", state="draft")
    make_session(title="Lewat", days=(-1,))
    make_session(title="Batal", state="cancelled", cancel_reason="Banjir")
    full = make_session(title="Penuh", days=(9,), capacity=1)
    make_seat(full)
    make_seat(full, state="waiting")
    make_session(title="Lega", days=(8,), capacity=40)

    page = visit(client, None, "sessions-list")

    assert titles(page) == ["Lega", "Penuh"]
    words = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())
    assert re.search(r"40 +kursi tersisa", words)
    assert re.search(r"Penuh *, 1 menunggu", words)


def test_the_calendar_is_filtered_by_kecamatan_day_hour_and_module(client):
    day = (in_days(7).weekday(), in_days(8).weekday())
    make_session(title="A", days=(7,), hours=(9, 12), modules=("M1",))
    make_session(title="B", days=(8,), hours=(13, 16), modules=("M1",))
    make_session(title="C", days=(7, 8), hours=(19, 21), modules=("M2",), kecamatan=KEBON_JERUK)
    from okoce.programme.models import Module

    module = Module.objects.get(code="M1").pk

    assert titles(visit(client, None, "sessions-list", kecamatan=KEBON_JERUK)) == ["C"]
    assert titles(visit(client, None, "sessions-list", hari=day[0])) == ["A", "C"]
    assert titles(visit(client, None, "sessions-list", hari=day[1])) == ["C", "B"]
    assert titles(visit(client, None, "sessions-list", waktu="pagi")) == ["A"]
    assert titles(visit(client, None, "sessions-list", hari=day[1], waktu="siang")) == ["B"]
    assert titles(visit(client, None, "sessions-list", modul=module)) == ["A", "B"]
    assert titles(visit(client, None, "sessions-list", kecamatan="apa saja", hari="99")) == ["A", "C", "B"]


def test_an_hour_after_midnight_in_utc_is_still_the_jakarta_day(client):
    make_session(title="Subuh", days=(7,), hours=(6, 8))

    assert titles(visit(client, None, "sessions-list", hari=in_days(7).weekday(), waktu="pagi")) == ["Subuh"]
    assert titles(visit(client, None, "sessions-list", hari=in_days(6).weekday())) == []


def test_pages_follow_one_another_without_gaps_and_back(client, monkeypatch):
    monkeypatch.setattr("trainings.catalogue.views.PAGE", 2)
    for number in range(5):
        make_session(title=f"Sesi {number}", days=(7 + number // 2,))

    first = visit(client, None, "sessions-list")
    second = client.get(first.context["next_url"])
    third = client.get(second.context["next_url"])
    back = client.get(third.context["previous_url"])

    assert [titles(page) for page in (first, second, third)] == [["Sesi 0", "Sesi 1"], ["Sesi 2", "Sesi 3"], ["Sesi 4"]]
    assert titles(back) == titles(second)
    assert (first.context["previous_url"], third.context["next_url"]) == (None, None)
    assert titles(client.get(back.context["previous_url"])) == titles(first)


@pytest.mark.parametrize("text", ["", "x", "12", "-", "1-", "-1", "1-²", "1-" + "9" * 40, "9" * 18 + "-1", "1-1-1"])
def test_an_address_that_names_no_neighbour_shows_the_first_page(client, text):
    make_session(title="Satu")

    page = client.get(reverse("trainings:sessions-list"), {"setelah": text})

    assert titles(page) == ["Satu"]


def test_a_deeper_page_takes_as_many_statements_as_the_first(client, monkeypatch):
    monkeypatch.setattr("trainings.catalogue.views.PAGE", 2)
    for number in range(5):
        make_session(title=f"Sesi {number}", days=(7 + number // 2,))
    second = visit(client, None, "sessions-list").context["next_url"]
    client.get(second)  # what sessions teach is kept

    with CaptureQueriesContext(connection) as first_page:
        visit(client, None, "sessions-list")
    with CaptureQueriesContext(connection) as deeper_page:
        client.get(second)

    assert len(deeper_page) == len(first_page)


def test_a_card_follows_its_session_and_shows_seats_to_their_owner_only(client):
    session, owner = make_session(title="Kemarin", capacity=40), make_user()
    before = visit(client, None, "sessions-list").content.decode()

    make_seat(session, make_participant(user=owner, name="Melati Asri"))
    session.title = "Kini <baru>"
    session.save()
    after = visit(client, None, "sessions-list").content.decode()
    own = visit(client, owner, "sessions-list").content.decode()
    others = visit(client, make_user(), "sessions-list").content.decode()

    assert ("Kemarin" in before, "<strong>40</strong>" in before) == (True, True)
    assert ("Kini &lt;baru&gt;" in after, "<strong>39</strong>" in after) == (True, True)
    assert ["Melati Asri" in page for page in (own, others)] == [True, False]


def test_an_empty_calendar_says_so(client):
    assert "Belum ada sesi yang dibuka" in visit(client, None, "sessions-list").content.decode()
    assert "Tidak ada sesi yang cocok" in visit(client, None, "sessions-list", waktu="malam").content.decode()


@pytest.mark.parametrize("page", ["sessions-list", "seats-roster", "attendance-list", "attendance-mark"])
def test_lists_take_the_same_statements_for_one_row_and_for_three(client, page):
    staff, session = make_user("staff"), make_session(days=(0,), title="Pertama")
    later = make_session(days=(3,))
    args = {"seats-roster": [session.pk], "attendance-mark": [session.pk, session.meetings.get().pk]}.get(page, [])
    make_seat(session)
    make_attendance(make_seat(session), session.meetings.get())
    counts = []

    for number in range(2):
        visit(client, staff, page, *args)
        with CaptureQueriesContext(connection) as queries:
            visit(client, staff, page, *args)
        counts.append(len(queries))
        for extra in range(2):
            make_session(days=(4 + number,), hours=(8 + extra, 9 + extra))
            make_session(days=(0,), hours=(8 + extra, 9 + extra))
            make_seat(session)
            make_seat(later, state="waiting")
            make_attendance(make_seat(session), session.meetings.get())

    assert counts[0] == counts[1]
