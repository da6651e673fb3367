"""Deleting a person: nothing that identifies them is left anywhere, and every figure stays as it was."""

import json

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from okoce import name_keys
from okoce.clock import now, today
from okoce.kept_forms.models import KeptForm
from okoce.notifications.models import Delivery, Message
from okoce.sealing import seal, unseal, unseal_bytes
from participants.corrections.models import Correction
from participants.imports.actions import judging
from participants.imports.models import Import, WrittenBatch
from participants.journey.models import StageStanding, Tally
from participants.people import name_words
from participants.people.display import _DOUBTS, ERASED_BEFORE, doubts
from participants.people.models import Business, ErasedNik, NameWord, Participant
from participants.registration.actions import register as registration
from participants.registration.models import RegistrationDraft
from participants.rights import rules
from participants.rights.actions import erasing, requests
from participants.rights.markers import texts_of
from participants.rights.models import RightsRequest
from tests.factories.calls import make_call
from tests.factories.evidence import make_note
from tests.factories.merges import make_candidate, make_history, make_twins, merged
from tests.factories.people import make_joined, make_participant, make_user
from tests.factories.places import TOMANG
from tests.factories.registrations import make_answers, make_ground
from tests.factories.years import make_point
from tests.markers.places import dump
from tests.participants.imports.imported import csv_of

pytestmark = pytest.mark.django_db

NAME, NIK, PHONE, STREET = "Zubaidah Kirtiningsih", "3173025005909017", "+6281277776661", "Gang Penanda Sembilan"
MARKERS = (NAME, "Zubaidah", "kirtiningsih", NIK, PHONE, "81277776661", "8127-7776-661", STREET, "zubaidah@contoh")


def make_person(**fields):
    owner = make_user(name=NAME, phone=PHONE, email="zubaidah@contoh.example")
    kind = {"name": NAME, "nik": NIK, "phone": PHONE, "email": "zubaidah@contoh.example", "sex": "P"}
    return make_participant(user=owner, street=STREET, **kind | fields)


def surround(person):
    """Everything in which somebody may stand."""
    mentor = make_user("mentor")
    Business.objects.create(participant=person, standing="running", trade=f"kue {NAME}", name=f"Dapur {NAME}")
    person.street = f"{STREET} nomor 2"
    person.save()
    make_history([person], seed=7)
    note = make_note(person, today(), by=mentor)
    note.text, note.next_step = f"{NAME} di {STREET}", f"Hubungi {PHONE}"
    note.save()
    make_joined(person, number="OKO-26-ZUBAID", name=NAME, street=STREET)
    make_call(person, text=f"{NAME} tinggal di {STREET}")
    make_candidate(person, make_participant(name="Orang Lain"))
    person.mentor_assignments.create(mentor=mentor)
    for number, user in enumerate((person.user, mentor)):
        body = f"{NAME} bertanya"
        Message.objects.create(user=user, key=f"uji:{number}", kind="uji", subject="Uji", body=body)
    typed = json.dumps({"path": "/x/", "data": {"nik": NIK}})
    KeptForm.objects.create(user=mentor, browser="b", sealed=seal(typed))
    draft = RegistrationDraft()
    draft.answers = {"nik": NIK, "name": NAME}
    draft.save()
    entry = {"object_id": str(person.pk), "object_repr": NAME, "action_flag": CHANGE, "change_message": STREET}
    LogEntry.objects.create(user=mentor, content_type=ContentType.objects.get_for_model(Participant), **entry)
    name_words.gather_all()


def sweep():
    """[(column, text)] of every text in the database that holds a marker, also in what is sealed."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.BinaryField | models.JSONField):
                continue
            for value in model._base_manager.order_by().values_list(field.attname, flat=True):
                found += [(f"{model._meta.label}.{field.name}", text) for text in _read(value) if _is_marked(text)]
    return found


def _read(value):
    if isinstance(value, bytes | memoryview):
        try:
            return list(texts_of(unseal_bytes(bytes(value))))
        except InvalidToken:
            return list(texts_of(bytes(value)))
    return [value if isinstance(value, str) else json.dumps(value, default=str)]


def _is_marked(text):
    key = name_keys.key(text)
    return any(mark.lower() in text.lower() for mark in MARKERS) or "zubaidah" in key


def figures():
    tallies = Tally.objects.order_by("pk").values_list("stage", "kelurahan", "day", "people")
    standings = StageStanding.objects.order_by("pk").values_list("participant", "stage", "kelurahan", "reached_on")
    counted = {
        label: apps.get_model(label).objects.count()
        for label in ("people.participant", *rules.WIPED)
        if label != "merges.merge"
    }
    sums = apps.get_model("finances.monthlystatement").objects.aggregate(models.Sum("sales"), models.Sum("costs"))
    return list(tallies), list(standings), counted, sums


def test_nothing_that_identifies_a_deleted_person_is_left_and_every_figure_stays():
    person = make_person()
    surround(person)
    before = figures()
    assert {column.partition(".")[0] for column, _ in sweep()} >= {"people", "mentoring", "calls", "notifications"}

    erasing.erase(person, by=make_user("privacy"))

    assert sweep() == []
    assert [where for where, text in dump() if isinstance(text, str) and _is_marked(text)] == []
    assert figures() == before
    assert Participant.objects.get(pk=person.pk).limits != []


def test_searches_lists_histories_and_files_show_nothing_of_a_deleted_person(client):
    person, other = make_person(), make_participant(name="Orang Lain", phone="+6281277770000")
    surround(person)
    staff = make_user("staff")
    client.force_login(staff)
    searches = [{"q": text} for text in (NAME, "Zubaidah", "zubaida", NIK, "0812-7777-6661", "6661")]

    def seen():
        """What these pages show, without what was typed."""
        names = ["people-list", "exports-people", "worklists-list", "twins-list", "calls-list", "worklists-problems"]
        pages = [client.get(reverse(f"participants:{name}")).text for name in names]
        pages += [
            client.get(reverse(f"participants:{n}", args=[person.pk])).text for n in ("people-detail", "history-list")
        ]
        pages += [client.get(reverse("admin:people_participant_changelist")).text]
        found = [client.post(reverse("participants:people-search"), typed).context for typed in searches]
        pages += [str([*context["people"], *context["similar"]]) for context in found]
        for kind in ("csv", "xlsx"):
            answer = client.post(reverse("participants:exports-people"), {"reason": "Undangan", "bentuk": kind})
            pages += texts_of(answer.getvalue())
        return pages

    assert sum(_is_marked(page) for page in seen()) >= 6

    erasing.erase(person, by=make_user("privacy"))

    after = seen()
    assert [page for page in after if _is_marked(page)] == []
    assert any(other.name in page for page in after)


def test_the_merge_of_a_deleted_person_keeps_nothing_of_either_record():
    keep, duplicate = make_twins(name=NAME, phone=PHONE, street=STREET)
    merged(keep, duplicate)
    keep.refresh_from_db()

    erasing.erase(keep, by=make_user("privacy"))

    assert sweep() == []


def test_the_account_of_a_deleted_person_is_closed_and_its_sessions_end(client):
    person = make_person()
    client.force_login(person.user)

    erasing.erase(person, by=make_user("privacy"))

    person.user.refresh_from_db()
    assert (person.user.is_active, person.user.email, person.user.phone) == (False, None, None)
    assert client.get("/privasi/").status_code == 302


@pytest.mark.parametrize("other", ["family", "role"])
def test_an_account_that_serves_somebody_else_or_works_here_stays_open(other):
    person = make_participant(user=make_user("mentor" if other == "role" else None))
    account = person.user
    if other == "family":
        make_participant(user=account)

    erasing.erase(person, by=make_user("privacy"))

    account.refresh_from_db()
    assert account.is_active
    assert account.email
    assert not account.participants.filter(pk=person.pk).exists()


def test_words_of_a_name_that_others_bear_are_still_found():
    person = make_participant(name="Zubaidah Kenanga")
    make_participant(name="Siti Kenanga")
    name_words.gather_all()

    erasing.erase(person, by=make_user("privacy"))

    assert set(NameWord.objects.filter(word__in=["zubaidah", "kenanga"]).values_list("word", flat=True)) == {"kenanga"}


def test_nobody_is_deleted_twice():
    person = make_participant()
    erasing.erase(person, by=make_user("privacy"))

    with pytest.raises(ValidationError, match="sudah dihapus"):
        erasing.erase(person, by=make_user("privacy"))


def test_two_deleted_people_both_keep_their_rows():
    for _ in range(2):
        erasing.erase(make_participant(), by=make_user("privacy"))

    assert Participant.objects.exclude(erased_at=None).count() == 2


# --- A later list --------------------------------------------------------------------------------------


def list_of(nik, **fields):
    row = {
        "NIK": nik,
        "Nama Lengkap": NAME,
        "Tanggal Lahir": "10/05/1990",
        "Jenis Kelamin": "P",
        "Nomor HP": "0812-7777-6661",
        "Alamat": STREET,
        "Kelurahan": "Tomang",
        "Jenis Usaha": "katering",
    }
    return csv_of(row | fields)


def test_a_later_list_does_not_bring_a_deleted_person_back():
    person = make_person()
    region, point = person.kecamatan, person.registration_point
    erasing.erase(person, by=make_user("privacy"))

    judged = judging.look(list_of(NIK), region=region, point=point, by=None).rows

    assert [(row.verdict, row.codes) for row in judged] == [("hold", ["ERASED"])]


def test_without_anybody_deleted_no_number_is_held():
    assert ErasedNik.objects.among(["3173025005909017"]) == set()


def test_a_list_that_waits_is_forgotten_with_the_person_and_another_one_is_not():
    person, officer = make_person(), make_user("officer")
    details = {"region": person.kecamatan, "registration_point": person.registration_point, "uploaded_by": officer}
    waiting, other = (Import(file_name=name, sha256=name, state=Import.State.READY, **details) for name in "ab")
    waiting.content, other.content = list_of(NIK), list_of("3173025005909018", **{"Nomor HP": "0812-0000-1234"})
    for item in (waiting, other):
        item.save()

    erasing.erase(person, by=make_user("privacy"))

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.state, bool(waiting.content_sealed)) == (Import.State.FORGOTTEN, False)
    assert (other.state, bool(other.content_sealed)) == (Import.State.READY, True)


def test_what_an_import_wrote_and_kept_of_the_person_goes_and_that_of_others_stays():
    person, officer = make_person(), make_user("officer")
    details = {"region": person.kecamatan, "registration_point": person.registration_point, "uploaded_by": officer}
    item = Import(file_name="a", sha256="a", **details)
    item.kept = {"sex_codes": "", "title": "", "cells": {"2": {"row": 2, "sheet": "", "cells": {"nik": [NIK, "text"]}}}}
    item.save()
    batch, other = (
        WrittenBatch(item=item),
        {"pk": person.pk + 1, "changes": {"phone": ["+6281200009998", "+6281200009999"]}},
    )
    batch.log = {"2": {"pk": person.pk, "changes": {"phone": ["+6281200009997", person.phone]}}, "3": other}
    batch.save()

    erasing.erase(person, by=make_user("privacy"))

    item.refresh_from_db()
    assert bytes(item.kept_sealed) == b""
    assert WrittenBatch.objects.get().log == {"3": other}


def test_a_list_changes_nothing_of_somebody_restricted():
    person = make_participant(kelurahan=TOMANG, name=NAME, nik=NIK, sex="P")
    requests.ask(person, "restriction", way="desk", by=make_user("officer"), card_seen=True)

    judged = judging.look(list_of(NIK), region=person.kecamatan, point=person.registration_point, by=None).rows

    assert [(row.verdict, row.codes) for row in judged] == [("hold", ["RESTRICTED"])]


# --- Rules ---------------------------------------------------------------------------------------------


def test_every_text_about_a_person_is_ruled():
    unruled = []
    for relation in Participant._meta.related_objects:
        model = relation.related_model
        label = model._meta.label_lower
        if label in rules.DELETED or hasattr(model, "instance_type"):
            continue
        known = {*rules.WIPED.get(label, ("", []))[1], *rules.HARMLESS.get(label, [])}
        unruled += [f"{label}.{field.name}" for field in model._meta.concrete_fields if _is_text(field, known)]

    assert unruled == []


def _is_text(field, known):
    kinds = models.CharField | models.TextField | models.JSONField
    return isinstance(field, kinds) and not field.choices and field.name not in known


def test_a_granted_request_deletes_closes_the_others_and_is_said_to_the_last_known_address():
    person = make_person()
    copy = requests.ask(person, "copy", way="own", by=person.user)
    asked = requests.ask(person, "erasure", way="own", by=person.user, words=f"Hapus {NAME}")

    requests.decide(asked, granted=True, outcome=f"{NAME} dihapus", by=make_user("privacy"))

    states = RightsRequest.objects.filter(pk__in=[copy.pk, asked.pk]).values_list("state", "words", "outcome")
    assert {tuple(row) for row in states} == {("done", "", "Data dihapus."), ("done", "(dihapus)", "Data dihapus.")}
    [sealed] = Delivery.objects.filter(kind="rights_erased").values_list("sealed", flat=True)
    address, _, text = json.loads(unseal(sealed))
    assert address == "zubaidah@contoh.example"
    assert text.startswith(requests.FAREWELL)
    assert text.endswith(f"{NAME} dihapus")


def test_nobody_without_a_mail_address_is_written_to_after_deletion():
    person = make_participant(email="")

    asked = requests.ask(person, "erasure", way="letter", by=make_user("officer"))
    requests.decide(asked, granted=True, outcome="Dihapus.", by=make_user("privacy"))

    assert not Delivery.objects.exists()


def test_the_desk_is_warned_when_somebody_deleted_registers_again():
    make_ground()
    person = make_person()
    erasing.erase(person, by=make_user("privacy"))

    answers = make_answers(nik=NIK, sex="P")
    again = registration.register(answers, point=make_point("kecamatan"), by=make_user("officer")).participant

    assert doubts(again) == [_DOUBTS[ERASED_BEFORE]]


@pytest.mark.parametrize(
    ("permission", "reaches"),
    [
        ("people.view_participant", True),
        ("seats.change_seat", True),
        ("people.change_participant", False),
        ("people.unmask_nik", False),
        ("identity_checks.check_identity", False),
    ],
)
def test_a_nameless_row_is_seen_and_nothing_is_written_to_it(permission, reaches):
    person, officer = make_participant(), make_user("officer")
    assert person.allows(officer, permission)

    erased = erasing.erase(person, by=make_user("privacy"))

    assert erased.allows(officer, permission) is reaches
    assert Participant.objects.visible_to(officer, permission).exists() is reaches


@pytest.mark.parametrize("was", ["their own record", "joined into it"])
def test_what_was_written_by_a_list_and_corrected_since_is_forgotten(was):
    keep, duplicate = make_twins(name=NAME)
    merged(keep, duplicate)
    keep.refresh_from_db()
    written, officer = keep.pk if was == "their own record" else duplicate.pk, make_user("officer")
    details = {"region": keep.kecamatan, "registration_point": keep.registration_point, "uploaded_by": officer}
    batch = WrittenBatch(item=Import.objects.create(file_name="a", sha256="a", confirmed_at=now(), **details))
    batch.log = {"2": {"pk": written, "changes": {"phone": [PHONE, "+6281200001234"]}}, "3": {"pk": 0}}
    batch.save()
    correction = Correction(participant=keep, fields=["name"], seen="ktp", reason=NAME, proposed_by=officer)
    correction.values_sealed = seal(json.dumps({"name": [NAME, "Zubaedah"]}))
    correction.save()

    erasing.erase(keep, by=make_user("privacy"))

    assert sweep() == []
    assert WrittenBatch.objects.get().log == {"3": {"pk": 0}}
