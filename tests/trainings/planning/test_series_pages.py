"""The form of a series: what it would make is shown with its clashes, and only what was seen and ticked is stored."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import WIB
from okoce.kept_forms.models import KeptForm
from okoce.programme.models import Module
from participants.cleaning import availability
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, GROGOL_KELURAHAN, KEBON_JERUK, make_places
from tests.factories.sessions import at, in_days, make_session
from tests.factories.venues import make_trainer, make_training, make_venue
from tests.factories.years import make_agency, make_year
from tests.trainings.planning.test_changed_sessions import press_twice
from trainings.planning import previews, public_holidays
from trainings.planning.actions import series
from trainings.planning.forms.series import SeriesForm
from trainings.planning.series import Draft
from trainings.sessions.models import Session, Venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_holidays")]


@pytest.fixture
def ground(db):
    """A kota with an agency, a hall in each of two kecamatan, and this year with those around it."""
    make_places()
    year = make_year()
    make_year(year.year + 1), make_year(year.year - 1)
    make_agency("kukmp-barat", "Sudin KUKMP Jakarta Barat", BARAT)
    return {code: make_venue("Aula Kecamatan", code, capacity=120) for code in (GROGOL, KEBON_JERUK)}


def address():
    return reverse("admin:training_sessions_session_series")


def day_on(weekday):
    """A day at least a week ahead, on this day of the week (0 Senin)."""
    day = in_days(8)
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def typed(ground, **fields):
    """The form as a browser sends it: Selasa and Kamis in one week, in Grogol Petamburan."""
    data = {
        "weekdays": ["1", "3"],
        "starts": "08.00",
        "ends": "10.30",
        "first_on": f"{day_on(1):%d/%m/%Y}",
        "weeks": "1",
        "shift": "1",
        "modules": [str(module.pk) for module in Module.objects.order_by("code")],
        "agency": str(make_agency("kukmp-barat").pk),
        "capacity": "100",
        f"{GROGOL}-in": "on",
    }
    for code, venue in ground.items():
        data |= {f"{code}-wave": "1", f"{code}-venue": str(venue.pk), f"{code}-trainer": ""}
    return data | fields


def look(client, data):
    """Press "Lihat rencana": the page that shows it."""
    answer = client.post(address(), data | {"look": "x"})
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer["Location"])


def save(client, page, data, **changed):
    """Press "Simpan" on a page with a preview, with the ticks it has, or with others."""
    ticked = re.findall(r'name="draft" value="([^"]+)" checked', page.text)
    seen = re.search(r'name="seen" value="(\w+)"', page.text)[1]
    kept = re.search(r'name="isian" value="(\d+)"', page.text)[1]
    sent = data | {"save": "x", "seen": seen, "draft": ticked, "isian": kept} | changed
    return client.post(address(), sent, follow=True)


def sentences(page):
    return [
        clash.sentence
        for _, rows in page.context["preview"]["groups"]
        for row in rows
        for clash in row["judged"].clashes
    ]


def said(page):
    return " ".join(map(str, page.context["messages"]))


def test_a_series_is_shown_before_it_is_stored_and_stored_as_drafts(ground, signed_in):
    client, data = signed_in("staff"), typed(ground)

    page = look(client, data)
    assert not Session.objects.exists()
    done = save(client, page, data)

    assert "2 rancangan sesi disimpan" in said(done)
    assert [(s.title, s.kecamatan_id, s.venue, s.state, s.capacity, s.created_by) for s in Session.objects.all()] == [
        ("Pola pikir", GROGOL, ground[GROGOL], "draft", 100, client.user),
        ("Produk", GROGOL, ground[GROGOL], "draft", 100, client.user),
    ]
    first = Session.objects.first()
    tuesday = day_on(1)
    assert (first.starts_at, first.ends_at) == (at(tuesday, 8), at(tuesday, 10, 30))
    assert first.booking_closes_at == at(tuesday, 8) - dt.timedelta(hours=12)
    assert [module.code for module in first.modules.all()] == ["M1"]
    assert [(m.starts_at, m.ends_at) for m in first.meetings.all()] == [(at(tuesday, 8), at(tuesday, 10, 30))]
    assert done.redirect_chain[0][0].endswith(f"?bulan={tuesday:%Y-%m}")
    assert not KeptForm.objects.exists()


def test_a_second_press_stores_nothing_more(ground, signed_in):
    client, data = signed_in("staff"), typed(ground)
    page = look(client, data)
    save(client, page, data)

    again = save(client, page, data)

    assert "Rencana berubah sejak dilihat" in said(again)
    assert Session.objects.count() == 2


def test_single_sessions_are_left_out(ground, signed_in):
    client, data = signed_in("staff"), typed(ground)
    page = look(client, data)
    first, _ = [row["judged"].draft.key for _, rows in page.context["preview"]["groups"] for row in rows]

    save(client, page, data, draft=[first])

    assert [session.title for session in Session.objects.all()] == ["Pola pikir"]


def test_without_a_tick_nothing_is_stored_and_the_plan_is_still_shown(ground, signed_in):
    client, data = signed_in("staff"), typed(ground)

    page = save(client, look(client, data), data, draft=[])

    assert "Centang dulu sesi yang disimpan" in said(page)
    assert page.context["preview"]["count"] == 2
    assert not Session.objects.exists()


def test_what_clashes_is_named_not_ticked_and_stored_when_somebody_ticks_it(ground, signed_in):
    taken = make_session(title="Yang lama", venue=make_venue("AULA KEC.", GROGOL), kecamatan=GROGOL, days=())
    start = at(day_on(1), 10)
    taken.meetings.create(starts_at=start, ends_at=start + dt.timedelta(hours=2))
    Session.objects.filter(pk=taken.pk).update(starts_at=start, ends_at=start + dt.timedelta(hours=2))
    client, data = signed_in("staff"), typed(ground)

    page = look(client, data)
    (sentence,) = sentences(page)
    assert "bentrok dengan sesi “Yang lama”" in sentence
    assert "tempat sama (Aula Kecamatan) dan kecamatan sama (Grogol Petamburan)" in sentence
    assert (page.context["preview"]["ticked"], page.context["preview"]["clashing"]) == (1, 1)
    keys = [row["judged"].draft.key for _, rows in page.context["preview"]["groups"] for row in rows]
    save(client, page, data, draft=keys)

    assert Session.objects.filter(state="draft").count() == 2


def test_every_planted_clash_of_a_plan_is_shown_before_anything_is_stored(ground, signed_in, monkeypatch):
    """A hall spelled otherwise, a trainer, a kecamatan, a holiday, a hall that is closed, and a trainer who is away."""
    rina = make_trainer("Rina", agency=make_agency("kukmp-barat"), availability=availability.pack([3]))  # Selasa pagi
    Venue.objects.filter(pk=ground[GROGOL].pk).update(opening=availability.pack([3, 9]))  # Selasa and Kamis pagi
    monkeypatch.setattr(public_holidays, "names", lambda years: {day_on(1) + dt.timedelta(days=2): "Hari Raya Contoh"})
    tuesday = (day_on(1) - in_days(0)).days
    hall = Venue.objects.create(name="AULA KEC.", kelurahan_id=GROGOL_KELURAHAN)
    make_session(title="Tempat", days=(tuesday,), hours=(8, 9), kecamatan=KEBON_JERUK, venue=hall)
    make_session(title="Guru", days=(tuesday,), hours=(9, 10), kecamatan=CAKUNG, trainer=rina)
    make_session(title="Kecamatan", days=(tuesday,), hours=(10, 11), venue=make_venue("Lain", GROGOL))
    client = signed_in("staff")

    page = look(client, typed(ground, weekdays=["1", "3", "5"], **{f"{GROGOL}-trainer": str(rina.pk)}))

    kinds = [
        (
            row["judged"].draft.meetings[0][0].weekday(),
            sorted(kind for clash in row["judged"].clashes for kind in clash.kinds),
        )
        for _, rows in page.context["preview"]["groups"]
        for row in rows
    ]
    assert kinds == [
        (1, ["kecamatan", "trainer", "venue"]),
        (3, ["holiday", "trainer_away"]),
        (5, ["trainer_away", "venue_closed"]),
    ]
    assert page.context["preview"]["ticked"] == 0


def test_a_clash_that_appeared_meanwhile_is_shown_before_anything_is_stored(ground, signed_in):
    client, data = signed_in("staff"), typed(ground)
    page = look(client, data)
    other = make_session(title="Baru saja", kecamatan=GROGOL, days=())
    other.meetings.create(starts_at=at(day_on(1), 9), ends_at=at(day_on(1), 11))
    Session.objects.filter(pk=other.pk).update(starts_at=at(day_on(1), 9), ends_at=at(day_on(1), 11))

    again = save(client, page, data)

    assert "Rencana berubah sejak dilihat" in said(again)
    assert "Baru saja" in sentences(again)[0]
    assert not Session.objects.filter(state="draft").exists()


def test_nonsense_cannot_be_ticked_nor_sent(ground, signed_in):
    client = signed_in("staff")
    data = typed(ground, capacity="5000")

    page = look(client, data)
    keys = [row["judged"].draft.key for _, rows in page.context["preview"]["groups"] for row in rows]
    refused = save(client, page, data, draft=keys)

    assert "5.000 kursi melebihi daya tampung Aula Kecamatan (120 orang)" in sentences(page)[0]
    assert 'name="draft"' not in page.text
    assert "melebihi daya tampung" in said(refused)
    assert not Session.objects.exists()


def test_a_session_belongs_to_the_programme_year_of_its_day(ground, signed_in):
    client = signed_in("staff")
    late = dt.date(day_on(0).year, 12, 28)
    data = typed(ground, weekdays=[str(day) for day in range(7)], first_on=f"{late:%d/%m/%Y}")
    page = look(client, data)
    keys = [row["judged"].draft.key for _, rows in page.context["preview"]["groups"] for row in rows]

    save(client, page, data, draft=keys)

    years = {(s.starts_at.astimezone(WIB).year, s.programme_year.year) for s in Session.objects.all()}
    assert years == {(late.year, late.year), (late.year + 1, late.year + 1)}


def test_a_training_gives_its_modules_seats_and_agency(ground, signed_in):
    agency = make_agency("perindustrian", "Sudin Perindustrian", BARAT)
    training = make_training("Servis HP", agency=agency, modules=["M3"], seats=40)
    client = signed_in("staff")
    data = typed(ground, training=str(training.pk), capacity="", modules=[])

    save(client, look(client, data), data)

    assert {(s.title, s.agency, s.training, s.capacity) for s in Session.objects.all()} == {
        ("Servis HP: Pasar", agency, training, 40)
    }


def test_a_trainer_in_two_kecamatan_at_one_hour_is_named_on_both_sides(ground, signed_in):
    rina = make_trainer("Rina Rekaan", agency=make_agency("kukmp-barat"))
    client = signed_in("staff")
    both = {f"{KEBON_JERUK}-in": "on", f"{GROGOL}-trainer": str(rina.pk), f"{KEBON_JERUK}-trainer": str(rina.pk)}

    page = look(client, typed(ground, weekdays=["1"], **both))

    assert ["narasumber sama (Rina Rekaan)" in each for each in sentences(page)] == [True, True]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"weekdays": []}, "weekdays", "Pilih harinya"),
        ({"starts": "pagi"}, "starts", "tulis seperti 08.00"),
        ({"ends": "08.00"}, "ends", "Jam selesai harus sesudah jam mulai"),
        ({"starts": "06.00", "ends": "18.30"}, "ends", "paling lama 12 jam"),
        ({"modules": []}, "modules", "Pilih modul"),
        ({f"{GROGOL}-in": ""}, "__all__", "Pilih kecamatan"),
        ({f"{GROGOL}-venue": ""}, f"{GROGOL}-venue", "Pilih tempat untuk kecamatan ini"),
        ({"weeks": "0"}, "weeks", ""),
        ({"weeks": "14"}, "weeks", ""),
    ],
)
def test_a_wrong_form_is_shown_again_with_its_error_and_without_a_plan(ground, signed_in, fields, field, sentence):
    client = signed_in("staff")

    page = client.post(address(), typed(ground, **fields), follow=True)

    assert field in page.context["form"].errors
    assert sentence in str(page.context["form"].errors[field])
    assert page.context["preview"] is None


@pytest.mark.parametrize(("role", "codes"), [("officer", [GROGOL]), ("staff", [GROGOL, KEBON_JERUK])])
def test_only_ones_own_kecamatan_are_offered(ground, signed_in, role, codes):
    page = signed_in(role).get(address())

    assert sorted(code for code, _ in page.context["form"].kecamatan) == codes
    assert CAKUNG not in page.text


def test_a_venue_of_another_kota_is_no_choice(ground, signed_in):
    foreign = make_venue("Aula Cakung", CAKUNG)

    page = signed_in("staff").post(address(), typed(ground, **{f"{GROGOL}-venue": str(foreign.pk)}), follow=True)

    assert f"{GROGOL}-venue" in page.context["form"].errors


def test_the_venue_used_last_is_chosen_before_others(ground, db):
    make_venue("Balai Warga", GROGOL)
    usual = make_venue("RPTRA Tomang", GROGOL)
    make_session(kecamatan=GROGOL, venue=ground[GROGOL], days=(-30,))
    make_session(kecamatan=GROGOL, venue=usual, days=(-10,))

    form = SeriesForm(user=make_user("staff"))

    assert form[f"{GROGOL}-venue"].value() == usual.pk
    assert form[f"{KEBON_JERUK}-venue"].value() == ground[KEBON_JERUK].pk


def make_draft(venue, day, **fields):
    meetings = ((at(day, 8), at(day, 10)),)
    modules = (Module.objects.get(code="M1").pk,)
    return Draft(
        **{"kecamatan": GROGOL, "venue": venue.pk, "trainer": None, "modules": modules} | fields,
        meetings=meetings,
        capacity=100,
    )


def test_more_than_four_hundred_sessions_are_refused(ground, monkeypatch):
    monkeypatch.setattr(series, "MOST", 1)
    drafts = [make_draft(ground[GROGOL], day_on(day)) for day in (1, 3)]

    with pytest.raises(ValidationError, match="Kurangi minggu"):
        series.save(drafts, by=make_user("staff"), agency=make_agency())


def test_a_plan_with_nonsense_is_refused_whole(ground):
    past = make_draft(ground[GROGOL], in_days(-3))

    with pytest.raises(ValidationError, match="sudah lewat"):
        series.save([make_draft(ground[GROGOL], day_on(1)), past], by=make_user("staff"), agency=make_agency())

    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_of_save_at_once_store_the_plan_once(ground):
    drafts, staff, agency = [make_draft(ground[GROGOL], day_on(1))], make_user("staff"), make_agency()
    seen = previews.digest(previews.judge(drafts))

    def press():
        try:
            return len(series.save(drafts, by=staff, agency=agency, seen=seen))
        except ValidationError as refused:
            return refused.messages

    assert sorted(press_twice(press), key=str) == [1, [series.CHANGED]]
    assert Session.objects.count() == 1


def test_statements_do_not_grow_with_the_sessions_of_a_plan(ground):
    def count(days):
        drafts = [make_draft(ground[GROGOL], in_days(10 + day)) for day in range(days)]
        with CaptureQueriesContext(connection) as asked:
            previews.judge(drafts)
        return len(asked)

    count(1)

    assert count(1) == count(3) == count(20)


def test_the_list_of_sessions_leads_to_the_form_and_to_the_calendar(ground, signed_in):
    page = signed_in("staff").get(reverse("admin:training_sessions_session_changelist"))

    assert address() in page.text
    assert reverse("admin:training_sessions_session_calendar") in page.text


def test_an_auditor_finds_the_calendar_and_no_form(ground, signed_in):
    client = signed_in("auditor")

    page = client.get(reverse("admin:training_sessions_session_changelist"))

    assert reverse("admin:training_sessions_session_calendar") in page.text
    assert address() not in page.text
    assert client.get(address()).status_code == 403
