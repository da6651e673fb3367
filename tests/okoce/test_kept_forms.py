"""When a log-in ends: a polling page goes to the log-in and comes back, and a form comes back with what was typed."""

import re
from datetime import timedelta
from html import unescape

import pytest
from allauth.account import forms as account_forms  # noqa: F401 - so that its forms are walked
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import expect

from okoce.kept_forms import actions
from okoce.kept_forms.models import KeptForm
from okoce.kept_forms.typed import LONGEST
from okoce.typed import SECRET
from participants.mentoring.models import MentoringNote
from reports.papers.actions import runs
from reports.snapshots.actions import periods
from reports.snapshots.models import Period
from tests.factories.people import make_participant, make_user
from tests.factories.places import make_places
from tests.factories.years import make_year
from tests.journeys import steps
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

BACKEND = "okoce.accounts.backends.PortalBackend"
ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture
def mentor():
    return make_user("mentor", name="Bu Pendamping")


def note_address(mentor):
    return f"/pendampingan/{make_participant(mentor=mentor).pk}/catatan/"


def end_log_in(client):
    """The session is over; the browser keeps its other cookies."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


def signed_in_browser(user, **options):
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    client.get("/pesan/")  # any page: the cookie that names the browser and the account comes with it
    return client


def hidden(page, kept):
    """What pressing "Kirim sekarang" sends."""
    sent_fields = {"isian": [str(kept.pk)]}
    for name, value in re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page.text, re.S):
        sent_fields.setdefault(name, []).append(unescape(value))
    return sent_fields


def typed_note(**more):
    return {"kind": "visit", "minutes": "30", "text": "Panjang sekali <b>ceritanya</b>", "next_step": "", **more}


# --- A form ----------------------------------------------------------------------------------------------


def test_a_form_posted_after_the_log_in_ended_comes_back_and_is_sent_by_one_press(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    form = client.get(address).context["form"]
    topics = [value for value, _ in form.fields["topics"].choices][:2]
    unchanged = {name: str(form[name].value() or "") for name in form.fields if name not in typed_note()}
    sent_fields = typed_note(**unchanged) | {"topics": topics}
    end_log_in(client)

    sent = client.post(address, sent_fields)
    client.force_login(mentor, backend=BACKEND)
    page = client.get("/isian/")
    again = client.post(address, hidden(page, KeptForm.objects.get()))

    assert sent["Location"] == "/masuk/?next=%2Fisian%2F"
    assert "Isian Anda sebelum masuk kami simpan; periksa lalu kirim." in page.text
    assert "Panjang sekali &lt;b&gt;ceritanya&lt;/b&gt;" in page.text
    assert again["Location"] == f"/pendampingan/{MentoringNote.objects.get().participant_id}/"
    note = MentoringNote.objects.get()
    assert (note.text, note.mentor, sorted(note.topics)) == ("Panjang sekali <b>ceritanya</b>", mentor, sorted(topics))
    assert not KeptForm.objects.exists()


def test_what_is_kept_is_sealed(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)

    client.post(address, typed_note())

    assert b"ceritanya" not in bytes(KeptForm.objects.get().sealed)
    assert address.encode() not in bytes(KeptForm.objects.get().sealed)


def test_another_account_in_the_same_browser_never_gets_it(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)
    client.post(address, typed_note())

    client.force_login(make_user("officer"), backend=BACKEND)
    stranger = client.get("/isian/")
    client.post(f"/isian/{KeptForm.objects.get().pk}/buang/")
    client.force_login(mentor, backend=BACKEND)
    owner = client.get("/isian/")

    assert (stranger.status_code, stranger["Location"]) == (302, "/")
    assert "ceritanya" in owner.text


def test_the_same_account_in_another_browser_does_not_get_it(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)
    client.post(address, typed_note())

    assert signed_in_browser(mentor).get("/isian/").status_code == 302


def test_a_browser_that_nobody_used_keeps_nothing(client, mentor):
    response = client.post(note_address(mentor), typed_note())

    assert response["Location"].startswith("/masuk/?next=/pendampingan/")
    assert not KeptForm.objects.exists()


def test_a_forged_cookie_keeps_nothing(client, mentor):
    client.cookies["peramban"] = signed_in_browser(mentor).cookies["peramban"].value[:-1] + "x"

    client.post(note_address(mentor), typed_note())

    assert not KeptForm.objects.exists()


def test_passwords_codes_tokens_and_files_are_not_kept(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)
    secret = dict.fromkeys(SECRET, "rahasia") | {"form-0-password": "rahasia"}

    client.post(address, typed_note() | secret | {"berkas": SimpleUploadedFile("rahasia.csv", b"rahasia")})
    client.force_login(mentor, backend=BACKEND)
    page = client.get("/isian/")

    assert "ceritanya" in page.text
    assert "rahasia" not in page.text
    assert "Berkas tidak ikut disimpan" in page.text


def every_form(kind=forms.BaseForm):
    for each in kind.__subclasses__():
        yield each
        yield from every_form(each)


def test_every_field_for_a_password_or_code_is_known_as_secret():
    list(get_resolver().url_patterns)  # all views and their forms are read
    found = {
        name
        for form in every_form()
        if form.__module__.partition(".")[0] in ("okoce", "participants", "trainings", "bazaars", "reports", "allauth")
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.PasswordInput) or field.widget.attrs.get("autocomplete") == "one-time-code"
    }

    assert len(found) > 3
    assert found - SECRET == set()


def test_pages_about_the_log_in_itself_keep_nothing(mentor):
    client = signed_in_browser(mentor)
    end_log_in(client)

    client.post("/akun/surel/", {"email": "baru@contoh.example", "action_add": "1"})

    assert not KeptForm.objects.exists()


def test_a_form_that_is_too_long_is_not_kept(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)

    response = client.post(address, typed_note(text="x" * LONGEST))

    assert response["Location"] == f"/masuk/?next={address}"
    assert not KeptForm.objects.exists()


def test_of_many_forms_of_an_account_the_newest_are_kept(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)

    for number in range(actions.MOST + 2):
        client.post(address, typed_note(text=f"Catatan {number}"))
    client.force_login(mentor, backend=BACKEND)
    page = client.get("/isian/").text

    assert KeptForm.objects.count() == actions.MOST
    assert f"Catatan {actions.MOST + 1}" in page
    assert "Catatan 1<" not in page


def test_after_a_day_it_is_neither_shown_nor_there(mentor, time_machine):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)
    client.post(address, typed_note())
    kept = KeptForm.objects.get()
    client.force_login(mentor, backend=BACKEND)

    KeptForm.objects.update(kept_at=kept.kept_at - timedelta(hours=24))
    page = client.get("/isian/")
    actions.forget_old()

    assert page.status_code == 302
    assert not KeptForm.objects.exists()


def test_a_form_may_be_dropped(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor)
    end_log_in(client)
    client.post(address, typed_note())
    client.force_login(mentor, backend=BACKEND)

    client.post(f"/isian/{KeptForm.objects.get().pk}/buang/")

    assert not KeptForm.objects.exists()


def test_a_form_of_the_admin_is_kept_with_its_labels():
    staff = make_user("staff", region="31.73")
    client = signed_in_browser(staff)
    end_log_in(client)

    client.post("/admin/training_sessions/session/add/", {"title": "Sesi panjang", "venue": "Aula"})
    client.force_login(staff, backend=BACKEND)
    page = client.get("/isian/").text

    assert "Sesi panjang" in page
    assert "title</dt>" not in page


# --- A form whose token is old ---------------------------------------------------------------------------


def test_a_form_with_an_old_token_is_given_back_to_be_sent_again(mentor):
    address, client = note_address(mentor), signed_in_browser(mentor, enforce_csrf_checks=True)

    page = client.post(address, typed_note(csrfmiddlewaretoken="x" * 64), headers=ORIGIN)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text.partition("ceritanya")[0]).group(1)
    again = client.post(address, typed_note(csrfmiddlewaretoken=token), headers=ORIGIN)

    assert page.status_code == 403
    assert "Tekan Kirim lagi" in page.text
    assert "ceritanya" in page.text
    judged = shown_again(client, again)  # by the form, which misses its topics
    assert judged.context["form"]["text"].value() == typed_note()["text"]


@pytest.mark.parametrize("origin", [{"Origin": "https://jahat.example"}, {"Origin": "null"}, {}])
def test_what_another_site_sent_is_not_offered_to_be_sent_again(mentor, origin):
    address, client = note_address(mentor), signed_in_browser(mentor, enforce_csrf_checks=True)

    page = client.post(address, typed_note(), headers=origin)

    assert page.status_code == 403
    assert "ceritanya" not in page.text
    assert "Kirim lagi" not in page.text


def test_a_late_log_in_form_shows_no_password(mentor):
    client = Client(enforce_csrf_checks=True)

    page = client.post("/masuk/", {"login": "a@contoh.example", "password": "rahasia-1"}, headers=ORIGIN)

    assert page.status_code == 403
    assert "rahasia-1" not in page.text
    assert "a@contoh.example" not in page.text


# --- A page that polls -----------------------------------------------------------------------------------


def poll(client, part, page):
    return client.get(part, headers={"HX-Request": "true", "HX-Current-URL": page})


@pytest.mark.parametrize(
    ("part", "page"),
    [("/peserta/impor/7/kemajuan/", "/peserta/impor/7/"), ("/laporan/7/kemajuan/", "/laporan/7/?a=1")],
)
def test_the_whole_page_goes_to_the_log_in_and_comes_back(client, part, page):
    response = poll(client, part, f"http://testserver{page}")

    assert (response.status_code, response.content) == (200, b"")
    assert response["HX-Redirect"] == f"/masuk/?next={page.replace('/', '%2F').replace('?', '%3F').replace('=', '%3D')}"


@pytest.mark.parametrize("page", ["https://jahat.example/peserta/", "", "javascript:alert(1)", "//jahat.example/"])
def test_a_page_that_is_not_ours_is_never_followed(client, page):
    assert poll(client, "/laporan/7/kemajuan/", page)["HX-Redirect"] == "/masuk/?next=%2F"


def test_a_part_that_is_no_longer_allowed_loads_its_page_again(signed_in):
    response = poll(signed_in("officer"), "/laporan/987654/kemajuan/", "http://testserver/laporan/987654/")

    assert response["HX-Redirect"] == "/laporan/987654/"


def test_a_missing_second_factor_moves_the_whole_page(signed_in, settings):
    settings.STAFF_SECOND_FACTOR = True

    response = poll(signed_in("officer"), "/laporan/7/kemajuan/", "http://testserver/laporan/7/")

    assert response["HX-Redirect"] == "/akun/pengaman/"


def test_without_the_middleware_the_log_in_would_be_drawn_in_the_part(client, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "LoginEnded" not in each]

    response = poll(client, "/laporan/7/kemajuan/", "http://testserver/laporan/7/")

    assert (response.status_code, response["Location"]) == (302, "/masuk/?next=/laporan/7/kemajuan/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_polling_page_goes_to_the_log_in_and_comes_back_to_itself(live_server, browser):
    make_places()
    official = make_user("official", region="31")
    periods.make(make_year())
    run = runs.start(Period.objects.order_by("number").first(), by=official)
    page = steps.open_pages(browser, live_server.url)
    steps.log_in(page, official.email)
    page.goto(f"/laporan/{run.pk}/")
    expect(page.get_by_text("Laporan sedang dibuat.")).to_be_visible()

    page.context.clear_cookies(name="sessionid")
    page.wait_for_url("**/masuk/?next=*")
    heading = page.get_by_role("heading", level=1).all_inner_texts()
    steps.fill_log_in(page, official.email)
    page.wait_for_url(f"**/laporan/{run.pk}/")

    assert len(heading) == 1
    expect(page.get_by_role("heading", name="Laporan periode")).to_be_visible()
