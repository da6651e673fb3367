"""A session or a week is copied to another day as drafts, after its clashes were seen."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from okoce.clock import WIB
from tests.factories.places import CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.sessions import at, in_days, make_session
from tests.factories.venues import make_trainer, make_training
from tests.factories.years import make_year
from tests.trainings.planning.test_admin import said
from trainings.sessions.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_holidays")]


def copy(client, address, to, **changed):
    """Look at the copies on this day, then save them as they are ticked."""
    looked = client.post(address, {"to": f"{to:%d/%m/%Y}", "look": "x"}, follow=True)
    ticked = re.findall(r'name="draft" value="([^"]+)" checked', looked.text)
    seen = re.search(r'name="seen" value="(\w+)"', looked.text)[1]
    data = {"to": f"{to:%d/%m/%Y}", "save": "x", "seen": seen, "draft": ticked} | changed
    return looked, client.post(address, data, follow=True)


def of_session(session):
    return reverse("admin:training_sessions_session_copy", args=[session.pk])


def of_week(day, region=GROGOL):
    address = reverse("admin:training_sessions_session_copy_week")
    return f"{address}?minggu={day}&wilayah={region}"


def test_a_copied_session_is_like_it_on_the_new_day_and_a_draft(signed_in):
    trainer, training = make_trainer(), make_training(modules=("M1",))
    session = make_session(
        title="Asli", days=(7, 9), hours=(8, 10), capacity=40, modules=("M1",), trainer=trainer, training=training
    )

    _, done = copy(signed_in("staff"), of_session(session), in_days(21))

    new = Session.objects.exclude(pk=session.pk).get()
    assert "1 rancangan sesi disimpan" in said(done)
    kept = ("title", "kecamatan", "venue", "trainer", "training", "agency", "capacity")
    assert [getattr(new, name) for name in kept] == [getattr(session, name) for name in kept]
    assert (new.state, new.seats_taken, [module.code for module in new.modules.all()]) == ("draft", 0, ["M1"])
    assert [(row.starts_at, row.ends_at) for row in new.meetings.all()] == [
        (at(in_days(day), 8), at(in_days(day), 10)) for day in (21, 23)
    ]
    assert new.booking_closes_at == at(in_days(21), 8) - dt.timedelta(hours=12)


def monday():
    day = in_days(7)
    return day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=7)


def on(day, **fields):
    return make_session(days=((day - in_days(0)).days,), **fields)


def test_a_week_is_copied_whole_but_for_what_was_cancelled(signed_in):
    first = monday()
    on(first, title="Senin"), on(first + dt.timedelta(days=3), title="Kamis", kecamatan=KEBON_JERUK)
    on(first, title="Batal", hours=(15, 17), state=Session.State.CANCELLED, cancel_reason="Banjir")
    on(first + dt.timedelta(days=7), title="Minggu lain", hours=(15, 17))
    on(first, title="Kota lain", kecamatan=CAKUNG)

    copy(signed_in("staff"), of_week(first, "31.73"), first + dt.timedelta(days=14))

    drafts = Session.objects.filter(state="draft").order_by("starts_at")
    assert [(each.title, each.starts_at.astimezone(WIB).date()) for each in drafts] == [
        ("Senin", first + dt.timedelta(days=14)),
        ("Kamis", first + dt.timedelta(days=17)),
    ]


def test_what_a_copy_clashes_with_is_shown_and_not_ticked(signed_in):
    session = make_session(title="Asli", days=(7,))
    make_session(title="Sudah ada", days=(14,), hours=(11, 13))

    looked, done = copy(signed_in("staff"), of_session(session), in_days(14))

    assert "bentrok dengan sesi “Sudah ada”" in looked.text
    assert "Centang dulu sesi yang disimpan" in said(done)
    assert not Session.objects.filter(state="draft").exists()


@pytest.mark.parametrize(("days", "sentence"), [(7, "Pilih tanggal lain"), (-3, "sudah lewat")])
def test_a_copy_to_the_same_day_or_into_the_past_is_refused(signed_in, days, sentence):
    session = make_session(days=(7,))
    make_year(session.programme_year.year - 1)

    page = signed_in("staff").post(of_session(session), {"to": f"{in_days(days):%d/%m/%Y}", "look": "x"}, follow=True)

    assert sentence in page.text
    assert 'name="draft"' not in page.text


@pytest.mark.parametrize("week", ["2027-01-04", "", "kemarin"])
def test_a_week_without_sessions_is_not_there(signed_in, week):
    assert signed_in("staff").get(of_week(week)).status_code == 404


def test_a_session_without_a_meeting_is_not_copied(signed_in):
    assert signed_in("staff").get(of_session(make_session(days=()))).status_code == 404


def test_a_session_of_another_kota_is_not_copied(signed_in):
    client = signed_in("staff")
    on(monday(), kecamatan=CAKUNG)

    assert client.get(of_session(Session.objects.get())).status_code == 404
    assert client.get(of_week(monday(), CAKUNG)).status_code == 404


def test_the_page_of_a_session_leads_to_its_copy(signed_in):
    session = make_session()

    page = signed_in("staff").get(reverse("admin:training_sessions_session_change", args=[session.pk]))

    assert of_session(session) in page.text
