"""Registration at the desk of a kecamatan."""

import datetime as dt
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.programme.stages import Stage
from participants.identity_checks.models import IdentityCheck
from participants.journey.models import StageStanding
from participants.people import repeats
from participants.people.models import Participant, SentForm
from tests.carried import carried
from tests.factories.people import invented_nik, make_joined, make_participant, make_user, make_waiting
from tests.factories.places import BARAT, CAKUNG, GROGOL, JATINEGARA, PROVINCE, TOMANG
from tests.factories.registrations import NIK, make_ground, send_at_desk
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db
DESK = "/meja/"


@pytest.fixture(autouse=True)
def ground():
    return make_ground()


@pytest.fixture
def officer():
    return make_user("officer")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def test_registering_with_the_card_shown_reaches_pendaftaran_at_once(desk, officer):
    answer = send_at_desk(desk)

    person = Participant.objects.get()
    check = IdentityCheck.objects.get()
    page = desk.get(answer.url).content.decode()
    assert answer.url == reverse("participants:desk-done", args=[person.pk])
    assert (person.registered_by, person.registration_point.code) == (officer, "kecamatan")
    assert (check.participant, check.checked_by, check.place) == (person, officer, "desk")
    assert StageStanding.objects.get().stage == Stage.REGISTRATION
    assert person.registration_number in page
    assert "KTP sudah dicocokkan" in page
    assert "Daftarkan berikutnya" in page


def test_without_the_tick_the_person_waits_for_verification(desk):
    answer = send_at_desk(desk, card_checked=None)

    assert IdentityCheck.objects.count() == 0
    assert StageStanding.objects.count() == 0
    assert "Menunggu verifikasi" in desk.get(answer.url).content.decode()


def test_the_card_is_checked_later_with_one_press(desk):
    send_at_desk(desk, card_checked=None)
    person = Participant.objects.get()

    desk.post(reverse("participants:people-check", args=[person.pk]))

    assert IdentityCheck.objects.standing().get().participant == person
    assert StageStanding.objects.get().stage == Stage.REGISTRATION
    assert AccessLog.objects.filter(act="change", subject_id=person.pk).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nik": "123"}, "NIK harus tepat 16 angka"),
        ({"name": ""}, "Isi nama lengkap"),
        ({"kelurahan": JATINEGARA}, "bukan bagian dari kecamatan"),
        ({"kecamatan": CAKUNG, "kelurahan": JATINEGARA}, "Pilih salah satu"),
        ({"notice_given": None}, "pemberitahuan privasi, lalu centang"),
        ({"registration_point": "999"}, "Pilih tempat pendaftaran"),
    ],
)
def test_a_wrong_answer_is_refused_and_everything_typed_stays(desk, changes, sentence):
    page = shown_again(desk, send_at_desk(desk, **changes)).content.decode()

    assert sentence in page
    assert 'value="Gorengan Kenanga"' in page
    assert Participant.objects.count() == 0


def test_an_officer_registers_only_in_their_own_kecamatan(desk):
    page = desk.get(DESK).content.decode()
    own = re.search(r'<select name="kecamatan".*?</select>', page, re.S)[0]

    assert "Grogol Petamburan" in own
    assert "Cakung" not in own
    assert "Kebon Jeruk" not in own
    assert re.search(r'<select name="kelurahan".*?Tomang.*?</select>', page, re.S)


def test_staff_of_a_kota_choose_among_its_kecamatan(client):
    client.force_login(make_user("staff", region=BARAT))

    page = client.get(DESK).content.decode()

    own = re.search(r'<select name="kecamatan".*?</select>', page, re.S)[0]
    assert "Grogol Petamburan" in own
    assert "Kebon Jeruk" in own
    assert "Cakung" not in own


def test_a_doubt_is_shown_once_and_the_second_press_goes_on(desk):
    first = shown_again(desk, send_at_desk(desk, birth_on="11/05/1990")).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', first)[1]

    send_at_desk(desk, birth_on="11/05/1990", seen=seen)

    assert "Periksa sekali lagi" in first
    assert Participant.objects.get().flags == ["NIK_DOB_MISMATCH"]


def test_a_known_person_of_the_area_is_named_with_a_link_and_logged(desk, officer):
    known = make_participant(nik=NIK, name="Dahlia Kenanga", kelurahan=TOMANG)

    page = shown_again(desk, send_at_desk(desk)).content.decode()

    assert "sudah terdaftar di wilayah Anda" in page
    assert "Dahlia Kenanga" in page
    assert reverse("participants:people-detail", args=[known.pk]) in page
    assert Participant.objects.count() == 1
    assert AccessLog.objects.filter(actor=officer, act="open", subject_id=known.pk).exists()


def test_a_known_person_of_another_area_is_not_named(desk, officer):
    known = make_participant(nik=NIK, name="Rahasia Dahlia", kelurahan=JATINEGARA)

    page = shown_again(desk, send_at_desk(desk)).content.decode()

    assert "terdaftar di wilayah lain; hubungi Sudin" in page
    assert "Rahasia" not in page
    assert known.registration_number not in page
    assert AccessLog.objects.filter(actor=officer, act="open", subject_id=known.pk).exists()


def test_a_form_sent_twice_leads_to_the_same_person(desk):
    form = carried(desk, DESK)

    answers = [send_at_desk(desk, **form).url for _ in range(2)]

    assert answers == [reverse("participants:desk-done", args=[Participant.objects.get().pk])] * 2


def test_the_same_nik_typed_for_a_second_person_is_refused_at_once(desk):
    send_at_desk(desk, **carried(desk, DESK))

    page = shown_again(desk, send_at_desk(desk, **carried(desk, DESK), name="Contoh Kamboja")).content.decode()

    assert "sudah terdaftar di wilayah Anda" in page
    assert Participant.objects.get().name != "Contoh Kamboja"


def test_a_form_found_again_by_the_back_button_is_another_one_for_another_person(desk):
    form = carried(desk, DESK)
    send_at_desk(desk, **form)

    same_nik = shown_again(desk, send_at_desk(desk, **form, name="Contoh Kamboja")).content.decode()
    other_nik = send_at_desk(desk, **form, nik=invented_nik(2), name="Contoh Kamboja")

    assert "sudah terdaftar di wilayah Anda" in same_nik
    assert Participant.objects.get(name="Contoh Kamboja").pk == int(other_nik.url.split("/")[2])


def test_a_form_that_was_refused_may_be_sent_again(desk):
    form = carried(desk, DESK)
    known = make_participant(nik=NIK, kelurahan=TOMANG)
    send_at_desk(desk, **form)
    known.delete()

    send_at_desk(desk, **form)

    assert Participant.objects.count() == 1


def test_sent_forms_are_forgotten_after_a_day(desk):
    send_at_desk(desk, **carried(desk, DESK))
    SentForm.objects.update(sent_at=now() - dt.timedelta(hours=23))
    assert repeats.forget_old() == 0
    SentForm.objects.update(sent_at=now() - dt.timedelta(hours=24))

    assert repeats.forget_old() == 1


def test_what_is_kept_of_a_sent_form_tells_nothing_of_the_person(desk):
    form = carried(desk, DESK)
    send_at_desk(desk, **form)

    kept = str(SentForm.objects.values().get())

    assert [word for word in (NIK, form["token"], "Kenanga") if word in kept] == []


def test_the_receipt_of_the_desk_is_the_receipt_of_the_form(desk, officer):
    send_at_desk(desk)
    person = Participant.objects.get()

    page = desk.get(reverse("participants:desk-receipt", args=[person.pk])).content.decode()

    assert person.registration_number in page
    assert 'class="qr"' in page
    assert NIK not in page
    assert AccessLog.objects.filter(actor=officer, subject_id=person.pk).exists()


def test_the_page_is_made_for_the_keyboard(desk):
    page = desk.get(DESK).content.decode()
    fields = re.findall(r'<(?:input|select)[^>]* name="([^"]+)"', page)
    first = list(dict.fromkeys(fields))

    assert re.search(r'<input[^>]*name="nik"[^>]*autofocus', page)
    assert 'accesskey="s"' in page
    order = "nik name birth_on sex phone email kecamatan kelurahan street rt rw standing trade card_checked".split()
    places = [first.index(name) for name in order]
    assert sorted(places[:11]) == places[:11]
    assert places[-1] == max(places)
    # Enter presses the first button of a form, which must be the one that saves.
    form = page[page.index("data-kelurahan-url") :]
    assert re.search(r"<button[^>]*>", form)[0].count("name=") == 0


@pytest.mark.parametrize(
    ("role", "region", "status"),
    [
        ("officer", GROGOL, 200),
        ("staff", BARAT, 200),
        ("province", PROVINCE, 200),
        ("official", BARAT, 403),
        ("auditor", PROVINCE, 403),
        ("privacy", PROVINCE, 403),
        (None, None, 403),
    ],
)
def test_who_may_sit_at_the_desk(client, role, region, status):
    client.force_login(make_user(role, region=region))

    assert client.get(DESK).status_code == status
    assert client.get(reverse("participants:desk-find")).status_code == status


def test_anonymous_people_are_sent_to_log_in(client):
    assert client.get(DESK).status_code == 302
    assert "next=/meja/" in client.get(DESK).url


@pytest.mark.parametrize("name", ["desk-done", "desk-receipt", "desk-issue-code"])
def test_people_of_elsewhere_and_people_who_are_not_there_are_the_same_404(desk, name):
    foreign = make_participant(kelurahan=JATINEGARA, name="Rahasia Dahlia")
    act = desk.post if name == "desk-issue-code" else desk.get

    answers = [act(reverse(f"participants:{name}", args=[pk])) for pk in (foreign.pk, 999_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Rahasia" not in answers[0].content.decode()


def test_a_number_is_found_in_ones_own_area_only(desk):
    numbers = {"own": _number("222222"), "foreign": _number("333333"), "nobody": _number("444444")}
    own = make_participant(kelurahan=TOMANG, registration_number=numbers["own"], name="Siti Kenanga")
    make_participant(kelurahan=JATINEGARA, registration_number=numbers["foreign"], name="Rahasia Dahlia")
    find = reverse("participants:desk-find")

    pages = {who: desk.get(find, {"nomor": number}).content.decode() for who, number in numbers.items()}
    pages = {who: re.sub(r'value="\w{64}"', "", page) for who, page in pages.items()}

    assert "Siti Kenanga" in pages["own"]
    assert own.nik_masked in pages["own"]
    assert "Rahasia" not in pages["foreign"]
    assert pages["foreign"].replace(numbers["foreign"], "") == pages["nobody"].replace(numbers["nobody"], "")


def test_a_joined_number_leads_to_the_record_and_says_so(desk):
    known = make_participant(kelurahan=TOMANG, name="Siti Kenanga")
    joined = make_joined(known, number=_number("222222"))

    page = desk.get(reverse("participants:desk-find"), {"nomor": joined.number.lower()}).content.decode()

    assert "Siti Kenanga" in page
    assert "Nomor ini sudah disatukan" in page


def test_registering_shows_the_registrations_of_the_same_nik_that_wait_in_the_area(desk, officer):
    here = make_waiting(nik=NIK, name="Siti Daring", kelurahan=TOMANG)
    make_waiting(nik=NIK, name="Rahasia Dahlia", kelurahan=JATINEGARA)

    page = desk.get(send_at_desk(desk).url).content.decode()

    assert "Ada pendaftaran daring yang menunggu" in page
    assert "Siti Daring" in page
    assert reverse("participants:people-check", args=[here.pk]) in page
    assert "Rahasia" not in page
    assert AccessLog.objects.filter(actor=officer, act="open", subject_id=here.pk).exists()


def test_the_scripts_of_the_page_are_there(desk):
    page = desk.get(DESK).content.decode()

    scripts = re.findall(r'src="/static/(js/[^"]+)"', page)
    assert scripts
    assert all(finders.find(script) for script in scripts)


def _number(body):
    from participants.cleaning.registration_numbers import check_sign

    return f"OK26-{body}-{check_sign('26' + body)}"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_officer_registers_by_keyboard_alone(live_server, page, client, officer, axe):
    client.force_login(officer)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + DESK)
    keys = page.keyboard

    for text in (NIK, "Siti Kenanga", "10051990"):
        keys.type(text)
        keys.press("Tab")
    keys.press("Space")  # laki-laki
    keys.press("Tab")
    for text in ("081200001234", "", "Grogol Petamburan", "Tomang", "Jalan Anggrek 1", "5", "2"):
        keys.type(text)
        keys.press("Tab")
    keys.press("Tab")  # the place of business stays at home
    keys.press("Space")  # baru rencana
    keys.press("Tab")
    keys.type("gorengan keliling")
    page.wait_for_selector("text=Gerobak keliling")
    page.focus("[name=notice_given]")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    assert axe(page) == ""
    keys.press("Enter")
    page.wait_for_selector("text=Sebutkan nomor ini")

    person = Participant.objects.get()
    assert (person.name, person.kelurahan_id, person.phone) == ("Siti Kenanga", TOMANG, "+6281200001234")
    assert StageStanding.objects.get().participant == person
    assert page.evaluate("document.activeElement.textContent").strip() == "Daftarkan berikutnya"
    assert axe(page) == ""
