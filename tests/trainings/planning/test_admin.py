"""Staff schedule sessions in the admin: what they leave empty is filled in, what cannot be is refused in words."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.clock import WIB
from okoce.programme.models import Module
from tests.carried import post
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.sessions import at, in_days, make_attendance, make_seat, make_session
from tests.factories.venues import make_venue
from tests.factories.years import make_agency, make_year
from trainings.planning.actions import sessions
from trainings.seats.actions import shares
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db


def filled(*, days=(7,), hours=(9, 12), session=None, **fields):
    """The form as a browser sends it."""
    year, agency = make_year(), make_agency()
    meetings = list(session.meetings.all()) if session else []
    data = {
        "title": "",
        "modules": [module.pk for module in Module.objects.filter(code__in=["M1", "M2"])],
        "agency": agency.pk,
        "programme_year": year.pk,
        "kecamatan": GROGOL,
        "venue": make_venue("Aula kantor kecamatan").pk,
        "capacity": "100",
        "booking_closes_at": "",
        "opens": "on",
        "meetings-TOTAL_FORMS": str(len(days)),
        "meetings-INITIAL_FORMS": str(len(meetings)),
    }
    for number, day in enumerate(days):
        start, end = at(in_days(day), hours[0]), at(in_days(day), hours[1])
        data |= {
            f"meetings-{number}-starts_at": f"{start:%Y-%m-%dT%H:%M}",
            f"meetings-{number}-ends_at": f"{end:%Y-%m-%dT%H:%M}",
        }
        if number < len(meetings):
            data |= {f"meetings-{number}-id": meetings[number].pk, f"meetings-{number}-session": session.pk}
    return data | fields


def send(client, user, data, session=None):
    client.force_login(user)
    name, args = ("change", [session.pk]) if session else ("add", [])
    url = reverse(f"admin:training_sessions_session_{name}", args=args)
    return post(client, url, data, follow=True) if session else client.post(url, data, follow=True)


def said(page):
    return " ".join(str(message) for message in page.context["messages"])


def test_a_session_scheduled_with_the_least_is_open_for_booking(client):
    staff = make_user("staff")

    page = send(client, staff, filled(days=(7, 8)))

    session = Session.objects.get()
    assert "terbuka untuk pemesanan" in said(page)
    assert (session.title, session.state, session.created_by) == ("Pola pikir dan Produk", "published", staff)
    assert (session.starts_at, session.ends_at) == (at(in_days(7), 9), at(in_days(8), 12))
    assert session.booking_closes_at.astimezone(WIB) == at(in_days(6), 21)
    assert session.title in client.get("/pelatihan/").content.decode()


def test_the_form_comes_filled_in_and_offers_only_ones_own_kecamatan(client):
    make_year(), make_agency()
    client.force_login(make_user("officer"))

    page = client.get(reverse("admin:training_sessions_session_add"))
    form = page.context["adminform"].form

    assert page.status_code == 200
    assert form.initial["kecamatan"].pk == GROGOL
    assert form.get_initial_for_field(form.fields["capacity"], "capacity") == 100
    assert form.initial["programme_year"] == make_year()
    assert [region.pk for region in form.fields["kecamatan"].queryset] == [GROGOL]


def test_a_session_is_not_scheduled_in_another_kota(client):
    page = send(client, make_user("staff"), filled(kecamatan=CAKUNG))

    assert page.status_code == 200
    assert not Session.objects.exists()


def test_a_session_left_closed_is_a_draft(client):
    data = filled()
    del data["opens"]

    send(client, make_user("staff"), data)

    assert Session.objects.get().state == "draft"


def test_a_session_without_a_meeting_or_in_the_past_is_refused_in_words(client):
    staff = make_user("staff")

    without = send(client, staff, filled(days=()) | {"meetings-TOTAL_FORMS": "1"})
    backwards = send(client, staff, filled(hours=(12, 9)))
    past = send(client, staff, filled(days=(-1,)))

    assert without.context["errors"]
    assert "Jam selesai harus sesudah jam mulai." in backwards.content.decode()
    assert "Pertemuan pertama sudah lewat" in said(past)
    assert list(Session.objects.values_list("state", flat=True)) == ["draft"]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-1461, "terlalu jauh dari tahun program"),
        (1461, "terlalu jauh dari tahun program"),
        (26_000, "periksa tahunnya"),
    ],
)
def test_a_meeting_of_another_time_is_refused(client, days, sentence):
    page = send(client, make_user("staff"), filled(days=(days,)))

    assert sentence in page.content.decode()
    assert not Session.objects.exists()


def test_a_draft_whose_year_was_changed_is_not_opened():
    session = make_session(state=Session.State.DRAFT)
    session.programme_year = make_year(session.programme_year.year - 4)
    session.save()

    with pytest.raises(ValidationError, match="terlalu jauh dari tahun program"):
        sessions.publish(session, by=make_user("staff"))


def test_capacity_never_falls_below_the_seats_taken(client):
    session = make_session(capacity=3)
    for _ in range(2):
        make_seat(session)

    page = send(client, make_user("staff"), filled(session=session, capacity="1"), session)

    session.refresh_from_db()
    assert "Sudah 2 kursi terisi" in page.content.decode()
    assert session.capacity == 3


@pytest.mark.parametrize(
    ("is_shared", "closes_on", "is_refused"), [(True, 4, True), (True, 6, False), (False, 4, False)]
)
def test_booking_never_closes_before_the_shares_are_for_everybody(client, is_shared, closes_on, is_refused):
    session = make_session(days=(7,), modules=("M1", "M2"))
    before, typed = session.booking_closes_at, at(in_days(closes_on), 9)
    if is_shared:
        shares.share_out(session, by=make_user("staff"))

    data = filled(session=session, booking_closes_at=f"{typed:%Y-%m-%dT%H:%M}")
    page = send(client, make_user("staff"), data, session).content.decode()

    session.refresh_from_db()
    assert ("sebelum jatah dibuka untuk semua" in page) == is_refused
    assert session.booking_closes_at == (before if is_refused else typed)


def test_saving_an_old_copy_leaves_the_counter_of_seats_alone():
    session = make_session()
    old_copy = Session.objects.get(pk=session.pk)
    make_seat(session)

    old_copy.venue = make_venue("Balai warga")
    old_copy.save()

    session.refresh_from_db()
    assert (session.venue.name, session.seats_taken) == ("Balai warga", 1)


def test_a_venue_used_twice_at_the_same_hour_is_warned_of(client):
    make_session(title="Yang lain", venue="Aula Kantor Kecamatan", days=(7,), hours=(11, 13))

    page = send(client, make_user("staff"), filled(title="Yang baru"))

    assert "bentrok dengan sesi “Yang lain”" in said(page)


def test_a_cancelled_session_asks_for_a_reason_and_is_then_only_read(client):
    session, staff = make_session(), make_user("staff")
    path = reverse("admin:training_sessions_session_cancel", args=[session.pk])
    client.force_login(staff)

    asked = client.get(path)
    without = client.post(path, {"reason": ""})
    client.post(path, {"code": "flood", "reason": "Aula kebanjiran"})

    session.refresh_from_db()
    assert "tidak dapat dibuka lagi" in asked.content.decode()
    assert "Tulis alasan pembatalan" in without.content.decode()
    assert (session.state, session.cancel_code, session.cancel_reason) == ("cancelled", "flood", "Aula kebanjiran")
    assert client.get(path).status_code == 403
    assert client.get(reverse("admin:training_sessions_session_change", args=[session.pk])).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("officer", 404), ("staff", 200), ("auditor", 403), ("official", 403)])
def test_who_may_cancel_a_session_of_another_kecamatan(client, role, status):
    session = make_session(kecamatan=KEBON_JERUK)
    client.force_login(make_user(role))

    assert client.get(reverse("admin:training_sessions_session_cancel", args=[session.pk])).status_code == status


def test_a_changed_meeting_judges_those_who_attended_anew(client):
    session = make_session(days=(-1,))
    seat = make_seat(session, state="attended")
    make_attendance(seat, session.meetings.get())

    page = send(client, make_user("staff"), filled(session=session, days=(-1, 3)), session)

    seat.refresh_from_db()
    assert page.status_code == 200
    assert session.meetings.count() == 2
    assert seat.state == "confirmed"
    session.refresh_from_db()
    assert session.ends_at - session.starts_at == dt.timedelta(days=4, hours=3)
