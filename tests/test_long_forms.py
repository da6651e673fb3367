"""Nothing typed is lost: each long form that cannot be carried out is kept, answered by redirect, and shown again."""

import inspect
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from okoce.kept_forms.models import KeptForm
from tests.access.asking import OBJECTS
from tests.access.world import make_world
from tests.carried import carried

pytestmark = pytest.mark.django_db

REASON = {"reason": "abc"}
PLACEMENT = {"host_name": "Toko", "host_address": "Jalan Melati 3", "host_phone": "12", "starts_on": "31/02/2026"}
FIGURES = {"sales": "banyak", "costs": "1.250.000"}
RESULT = {"state": "refused", "number": "12 34", "refusal_reason": "", "issued_on": "31/02/2026"}
NOTE = {"met_on": "31/02/2026", "kind": "phone", "minutes": "45", "topics": ["record_keeping"], "text": "Harga naik."}
SERIES = {"starts": "pagi", "ends": "10.30", "weeks": "4"}
ADDRESS = {"email": "siti@contoh.example", "street": "Gang Melati 7", "rt": "5a", "rw": "002"}
DESK = {"name": "Siti Kenanga", "nik": "123", "phone": "0812-0000-1234", "street": "Gang Melati 7"}
GUEST = {"name": "Siti Kenanga", "phone": "0812-0000-1234", "birth_on": "10/05/1990", "trade": "gorengan"}
# view → (role, name of the address, what is typed, fields that are refused). A form of a tick or a search is not long.
LONG = {
    "register": ("KC", "participants:desk-register", DESK, {"nik", "kelurahan"}),
    "edit_contact": ("KC", "participants:people-edit", ADDRESS | {"phone": "12"}, {"phone", "rt"}),
    "void_check": ("KC", "participants:people-void", REASON, {"reason"}),
    "record_contact": ("KC", "participants:contacts-record", {"outcome": "later", "note": "Libur"}, {"again_on"}),
    "change_times (worklists)": ("KC", "participants:worklists-times", {"availability": ["99"]}, {"availability"}),
    "assign_mentor": ("KC", "participants:mentoring-assign", {"mentor": "987654321"}, {"mentor"}),
    "reassign": ("KC", "participants:handovers-edit", {"mentor": "987654321", "who": "all"}, {"mentor"}),
    "write_note": ("MT", "participants:mentoring-write", NOTE, {"met_on"}),
    "edit_note": ("MT", "participants:mentoring-edit", NOTE, {"met_on"}),
    "append_note": ("MT", "participants:mentoring-append", {"text": " "}, {"text"}),
    "finish_step": ("MT", "participants:mentoring-finish", {"on": "31/02/2026"}, {"on"}),
    "void_note": ("MT", "participants:mentoring-void", REASON, {"reason"}),
    "add_licence": ("KC", "participants:permits-add", RESULT | {"kind": "nib"}, {"issued_on"}),
    "decide_licence": ("KC", "participants:permits-decide", RESULT, {"issued_on"}),
    "void_attendance": ("KC", "participants:agency-trainings-void", REASON, {"reason"}),
    "void_licence": ("KC", "participants:permits-void", REASON, {"reason"}),
    "add_statement": ("PS", "participants:finances-add", FIGURES, {"sales", "month_on"}),
    "correct_statement": ("PS", "participants:finances-correct", FIGURES, {"sales"}),
    "void_statement": ("PS", "participants:finances-void", REASON, {"reason"}),
    "add_application": ("PS", "participants:capital-add", {"state": "applied", "amount": "banyak"}, {"amount"}),
    "decide_application": ("PS", "participants:capital-decide", {"state": "", "amount": "5.000.000"}, {"state"}),
    "void_application": ("PS", "participants:capital-void", REASON, {"reason"}),
    "propose_correction": (
        "KC",
        "participants:corrections-propose",
        {"name": "S1T1 999", "nik": "123"},
        {"name", "nik"},
    ),
    "send_back": ("KC", "participants:returns-send", {"words": "Nama lain"}, {"reason"}),
    "propose_move": ("KC", "participants:moves-propose", {"street": "Gang Melati 7", "rt": "5a"}, {"rt", "kelurahan"}),
    "ask_move": ("PS", "participants:moves-ask", {"street": "Gang Melati 7", "rt": "5a"}, {"rt", "kelurahan"}),
    "change_contact": ("PS", "participants:privacy-contact", ADDRESS | {"phone": "12"}, {"phone", "rt"}),
    "change_business": (
        "PS",
        "participants:privacy-business",
        {"standing": "running", "trade": "keripik singkong", "name": "Renyah", "since_year": "1800"},
        {"since_year"},
    ),
    "change_times (privacy)": ("PS", "participants:privacy-times", {"availability": ["99"]}, {"availability"}),
    "ask": ("PS", "participants:rights-ask", {"kind": "semua", "words": "Nama jalan"}, {"kind"}),
    "add_request": ("KC", "participants:rights-add", {"kind": "copy", "words": "Nama jalan"}, {"way"}),
    "list_imports": ("SD", "participants:imports-list", {"region": "31.73"}, {"registration_point", "file"}),
    "choose_columns": ("KC", "participants:imports-columns", {"column_0": "nik", "column_1": "nik"}, {"column_1"}),
    "apply": ("PS", "bazaars:applications-apply", {"category": "emas"}, {"category", "participant"}),
    "record": ("SD", "bazaars:sales-record", {"amount": "banyak"}, {"amount"}),
    "void": ("SD", "bazaars:sales-void", {"reason": " "}, {"reason"}),
    "cancel_seat": ("KC", "trainings:seats-cancel", {"reason": " "}, {"reason"}),
    "add_walk_in": ("KC", "trainings:walk-ins-add", GUEST, {"kelurahan"}),
    "complete_walk_in": ("KC", "trainings:walk-ins-complete", DESK | {"phone": "12"}, {"phone", "nik"}),
    "plan_series": ("SD", "admin:training_sessions_session_series", SERIES, {"starts", "weekdays"}),
    "book_for_others": ("KC", "trainings:seats-book-for-others", {"numbers": "?"}, {"numbers"}),
    "revoke": ("KC", "trainings:certificates-revoke", REASON, {"reason"}),
    "start_placement": ("SD", "trainings:placements-start", PLACEMENT, {"host_phone", "starts_on", "ends_on"}),
    "end_placement": ("SD", "trainings:placements-end", {"note": "Sakit"}, {"outcome", "ended_on"}),
    "list_proposals": ("SD", "trainings:planner-list", {"weeks": "90", "seats": "40"}, {"kecamatan", "weeks"}),
    "propose_change": (
        "DN",
        "participants:rules-propose",
        {"statements": "13", "reason": "SK"},
        {"statements", "reason"},
    ),
    "propose_turn": ("DN", "trainings:years-propose", {"year": "26", "percent": "0"}, {"year", "percent", "ends_on"}),
    "paste_targets": ("DN", "trainings:targets-paste", {"text": "Kecamatan", "total": "banyak"}, {"total", "office"}),
    "copy_targets": ("DN", "trainings:targets-copy", {"percent": "0", "number": "SK 1"}, {"percent", "signed_on"}),
    "accept_sessions": ("SD", "trainings:planner-accept", {"0-starts": "pagi", "0-ends": "10.30"}, {"0-starts"}),
}


@pytest.fixture
def world():
    return make_world()


def path_of(name, thing):
    return reverse(name, args=OBJECTS[name](thing) if name in OBJECTS else [])


def views():
    """{view: its address name} of all views that show a form again."""
    found = {}

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns)
                continue
            view = inspect.unwrap(pattern.callback)
            if inspect.isfunction(view) and view.__module__.split(".")[0] in ("participants", "trainings", "bazaars"):
                source = inspect.getsource(view)
                if any(call in source for call in ("again.page(", "again.bind(", "void_page(")):
                    found.setdefault(view.__name__, []).append(view.__module__.split(".")[1])

    walk(get_resolver().url_patterns)
    return {f"{name} ({room})" if len(set(rooms)) > 1 else name for name, rooms in found.items() for room in rooms}


def test_every_form_that_is_shown_again_stands_in_the_table():
    assert views() == set(LONG)


@pytest.mark.parametrize("view", LONG)
def test_a_wrong_form_is_kept_and_shown_again_with_its_errors(view, world):
    role, name, typed, refused = LONG[view]
    users, things = world
    client = Client()
    client.force_login(users[role], backend="okoce.accounts.backends.PortalBackend")
    path = path_of(name, things["own"])
    client.get(path)

    answer = client.post(path, typed)
    page, again = client.get(answer["Location"]), client.get(answer["Location"])
    plain = client.get(path)

    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, path)
    assert KeptForm.objects.count() == 1
    for shown in (page, again):
        form = shown.context["form"]
        assert {each: form[each].value() for each in typed if each in form.fields} == {
            each: value for each, value in typed.items() if each in form.fields
        }
        assert refused <= set(form.errors)
        assert "Ada yang perlu diperbaiki" in shown.text or "is-invalid" in shown.text
        assert "Belum tersimpan" in shown.text
    assert plain.context["form"].errors == {}
    assert answer["Location"].replace("&", "&amp;") in plain.text


def test_what_is_right_is_carried_out_and_forgotten(world):
    users, things = world
    client, person = Client(), things["own"].person
    client.force_login(users["PS"], backend="okoce.accounts.backends.PortalBackend")
    path = path_of("participants:privacy-contact", things["own"])
    typed = carried(client, path) | ADDRESS | {"phone": "0812-0000-7777", "kelurahan": person.kelurahan_id}
    wrong = client.post(path, typed)

    right = client.post(wrong["Location"], typed | {"rt": "005"})

    assert right["Location"] == reverse("participants:privacy-detail", args=[person.registration_number])
    assert not KeptForm.objects.exists()
    person.refresh_from_db()
    assert (person.phone, person.street) == ("+6281200007777", "Gang Melati 7")
