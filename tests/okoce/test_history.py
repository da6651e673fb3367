"""History: what a record was before, who changed it, and nothing that history must not know."""

import ast
import re

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce import history
from okoce.history import BASELINE, CHANGED, CREATED, TrackedQuerySet
from okoce.programme.models import ProgrammeYear, RegistrationPoint
from participants.capital.models import CapitalApplication
from participants.finances.models import MonthlyStatement
from participants.mentoring.models import MentoringNote
from participants.people.models import Business, Participant
from participants.permits.models import Licence
from participants.registration.actions import register as registration
from tests.carried import post
from tests.factories.evidence import make_disbursement, make_licence, make_note, make_statement
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.factories.registrations import make_answers, make_ground
from tests.factories.reports import make_target
from tests.factories.sessions import in_days, make_session
from tests.factories.years import make_year
from tests.test_conventions import FILES
from trainings.sessions.models import Meeting, Session

pytestmark = pytest.mark.django_db

TRACKED = [model for model in apps.get_models() if hasattr(model, "history")]


def shown(rows, *names):
    """[(kind, value, …)], the oldest first."""
    return list(rows.order_by("history_id").values_list("history_type", *names))


# --- What leaves a copy --------------------------------------------------------------------------------


def test_a_record_is_copied_when_made_and_when_changed():
    person = make_participant(street="Jalan Anggrek 1")

    person.street = "Jalan Melati 2"
    person.save(update_fields=["street"])

    assert shown(person.history, "street") == [(CREATED, "Jalan Anggrek 1"), (CHANGED, "Jalan Melati 2")]


def test_what_was_stored_is_copied_and_not_what_an_old_copy_believes():
    person = make_participant(street="Jalan Anggrek 1", email="")
    old = Participant.objects.get(pk=person.pk)
    Participant.objects.filter(pk=person.pk).update(email="baru@contoh.example")

    old.street = "Jalan Melati 2"
    old.save(update_fields=["street"])

    assert shown(person.history, "street", "email")[-1] == (CHANGED, "Jalan Melati 2", "baru@contoh.example")


def test_a_write_that_changes_nothing_leaves_nothing():
    person = make_participant(street="Jalan Anggrek 1")

    person.save()
    Participant.objects.filter(pk=person.pk).update(street="Jalan Anggrek 1")

    assert person.history.count() == 1


def test_a_record_older_than_its_history_is_copied_as_it_stood():
    with history.paused():
        person = make_participant(street="Jalan Anggrek 1")
    assert not person.history.exists()

    with history.acting(make_user("officer"), "Pindah"):
        Participant.objects.filter(pk=person.pk).update(street="Jalan Melati 2")

    assert shown(person.history, "street", "history_change_reason") == [
        (CREATED, "Jalan Anggrek 1", BASELINE),
        (CHANGED, "Jalan Melati 2", "Pindah"),
    ]
    assert person.history.order_by("history_id").first().history_user is None


@pytest.mark.parametrize("at_desk", [True, False])
def test_a_registration_leaves_the_first_copies_signed(at_desk):
    make_ground()
    officer = make_user("officer")
    actor = {"by": officer} if at_desk else {"user": make_user()}

    registration.register(make_answers(), point=RegistrationPoint.objects.first(), **actor)

    person = Participant.objects.get()
    signed = {"history_user": next(iter(actor.values())), "history_type": CREATED, "history_change_reason": ""}
    assert person.history.get(**signed).street == person.street
    assert person.business.history.get(**signed).trade == person.business.trade


def test_bulk_writes_leave_history_with_actor_and_reason():
    officer, make = make_user("officer"), make_participant()
    people = []
    for number in range(3):
        person = Participant.objects.get(pk=make.pk)
        person.pk, person.registration_number = None, f"UJI-B-{number}"
        person.nik_digest = f"bulk-{number}"
        people.append(person)

    with history.acting(officer, "Impor 12"):
        Participant.objects.bulk_create(people)
        for person in people:
            person.rt = "007"
        Participant.objects.bulk_update(people, ["rt"])
        Participant.objects.filter(pk__in=[person.pk for person in people[:2]]).update(rt="008")

    for person, expected in zip(people, [["", "007", "008"], ["", "007", "008"], ["", "007"]], strict=True):
        assert list(person.history.order_by("history_id").values_list("rt", flat=True)) == expected
        assert set(person.history.values_list("history_user", "history_change_reason")) == {(officer.pk, "Impor 12")}


def test_rows_that_no_longer_match_after_the_update_are_copied_all_the_same():
    licence = make_licence(make_participant(), in_days(-1))

    Licence.objects.filter(kind=Licence.Kind.NIB).update(kind=Licence.Kind.HALAL)

    assert shown(licence.history, "kind") == [(CREATED, "nib"), (CHANGED, "halal")]


def test_a_bulk_write_costs_the_same_number_of_statements_for_one_row_and_for_three():
    people = [make_participant() for _ in range(4)]

    def statements(some, rt):
        with CaptureQueriesContext(connection) as asked:
            Participant.objects.filter(pk__in=[person.pk for person in some]).update(rt=rt)
        return len(asked)

    assert statements(people[:1], "001") == statements(people[1:], "002")


def test_a_bulk_write_that_may_change_unknown_rows_is_refused():
    with pytest.raises(NotImplementedError):
        Participant.objects.bulk_create([], update_conflicts=True, unique_fields=["nik_digest"], update_fields=["rt"])


def test_what_history_does_not_keep_costs_no_history():
    person = make_participant()

    with CaptureQueriesContext(connection) as asked:
        person.save(update_fields=["nik_sealed", "nik_digest"])
        Participant.objects.filter(pk=person.pk).update(nik_digest="f" * 64)

    assert [query["sql"] for query in asked if "historical" in query["sql"]] == []


def test_a_refused_change_leaves_no_history():
    session = make_session()

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(capacity=0)

    assert Session.history.count() == 1


def test_a_deleted_meeting_is_remembered_and_read_by_the_hosts_of_its_session():
    session = make_session()
    meeting = session.meetings.first()
    meeting_pk = meeting.pk
    meeting.delete()

    rows = Meeting.history.filter(id=meeting_pk)

    assert shown(rows) == [(CREATED,), ("-",)]
    assert rows.visible_to(make_user("officer")).count() == 2
    assert rows.visible_to(make_user("officer", region=KEBON_JERUK)).count() == 0


def test_what_the_admin_changes_is_signed_and_shown_there(client):
    province = make_user("province", name="Pak Teratai")
    target = make_target("pelatihan", 1000)
    client.force_login(province)
    fields = {name: getattr(target, f"{name}_id") for name in ("programme_year", "kecamatan", "agency")}

    url = reverse("admin:programme_target_change", args=[target.pk])
    post(client, url, fields | {"stage": "pelatihan", "people": 1200})

    page = client.get(reverse("admin:programme_target_history", args=[target.pk])).text
    assert shown(target.history, "people", "history_user") == [(CREATED, 1000, None), (CHANGED, 1200, province.pk)]
    assert "Target (orang): dari 1000 menjadi 1200" in page
    assert "Dinas Pak Teratai" in page


# --- No write goes by ----------------------------------------------------------------------------------


def test_what_is_overwritten_has_a_history():
    """docs/decisions/0010 says why these, and why no others."""
    assert {model._meta.label for model in TRACKED} == {
        "accounts.RoleAssignment",
        "bazaars.Bazaar",
        "people.Business",
        "capital.CapitalApplication",
        "permits.Licence",
        "placements.Placement",
        "mentoring.MentoringNote",
        "finances.MonthlyStatement",
        "meetings.Action",
        "people.Participant",
        "programme.KecamatanOffice",
        "programme.ProgrammeStage",
        "programme.ProgrammeYear",
        "programme.Target",
        "programme.YearModule",
        "training_sessions.Meeting",
        "training_sessions.Session",
        "training_sessions.Trainer",
        "training_sessions.Training",
        "training_sessions.TrainingTarget",
        "training_sessions.Venue",
    }


def test_every_queryset_of_a_tracked_model_leaves_history():
    plain = [model._meta.label for model in TRACKED if not isinstance(model._default_manager.all(), TrackedQuerySet)]

    assert TRACKED
    assert plain == []


# Statements of our own that write a tracked table, and what leaves the copies.
MANUALLY = {
    "trainings/door/triggers.py": {"training_sessions_session"},  # the same column, of chairs that walk-ins take
    "trainings/seats/triggers.py": {"training_sessions_session"},  # a column that triggers keep and history does not
}


# Statements whose table is named elsewhere, and why no tracked one goes through them unseen.
COMPUTED = {
    "okoce/history.py": "the copies themselves",
    "sample/bulk.py": "invented people, who have no history",
}


def test_statements_of_our_own_that_write_a_tracked_table_are_known():
    tables = "|".join(model._meta.db_table for model in TRACKED)
    writes = re.compile(rf'(?:INSERT INTO|UPDATE|DELETE FROM|COPY)\s+"?({tables})\b', re.IGNORECASE)

    found = {name: {hit for text in texts(tree) for hit in writes.findall(text)} for name, tree in FILES.items()}

    assert {name: hits for name, hits in found.items() if hits and not name.startswith("sample/")} == MANUALLY


def test_statements_with_a_computed_table_are_known():
    writes = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM|COPY)\s+"?$', re.IGNORECASE)

    assert {name for name, tree in FILES.items() if any(map(writes.search, texts(tree)))} == COMPUTED.keys()


def texts(tree):
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_nobody_goes_round_by_a_queryset_that_leaves_no_history():
    """`_base_manager` and its like write plainly."""
    round_about = re.compile(
        r"_base_manager[^\n]*\.(?:update|bulk_create|bulk_update)\(|_raw_delete|\bQuerySet\(model="
    )

    assert [name for name, tree in FILES.items() if round_about.search(ast.unparse(tree))] == []


# --- What history does not know, and who may read it ---------------------------------------------------

BETWEEN_TWO = {"text", "next_step", "next_step_due_on", "next_step_done_on", "void_reason"}


def kept(model):
    return {field.name for field in model.history.model._meta.get_fields()}


def test_no_history_holds_an_identity_number_or_what_mentor_and_participant_said():
    assert not {"nik_sealed", "nik_digest"} & kept(Participant)
    assert not BETWEEN_TWO & kept(MentoringNote)
    assert {"met_on", "kind", "minutes", "topics", "readers"} <= kept(MentoringNote)
    assert [
        f"{model._meta.label}.{field.name}"
        for model in TRACKED
        for field in model.history.model._meta.get_fields()
        if field.get_internal_type() in {"BinaryField", "TextField"}
    ] == []


def test_whoever_is_erased_takes_their_history_along():
    person = make_participant()
    Business.objects.create(participant=person, standing="idea", trade="Kue")
    make_licence(person, in_days(-1))
    make_statement(person, in_days(-40).replace(day=1))
    make_disbursement(person, in_days(-1))
    make_note(person, in_days(-2))
    models = [Participant, Business, Licence, MonthlyStatement, CapitalApplication, MentoringNote]
    assert all(model.history.exists() for model in models)

    person.delete()

    assert [model._meta.label for model in models if model.history.exists()] == []


def test_history_is_read_by_the_rule_of_the_record_as_it_is_now():
    person = make_participant()
    make_statement(person, in_days(-40).replace(day=1))
    officer, other, staff = make_user("officer"), make_user("officer", region=KEBON_JERUK), make_user("staff")

    def seen(user):
        return [Participant.history.visible_to(user).count(), MonthlyStatement.history.visible_to(user).count()]

    assert [seen(user) for user in (officer, other, staff)] == [[1, 0], [0, 0], [1, 1]]

    Participant.objects.filter(pk=person.pk).update(kelurahan="31.73.05.1001", kecamatan=KEBON_JERUK)

    assert [seen(user) for user in (officer, other, staff)] == [[0, 0], [2, 0], [2, 1]]


def test_rules_of_the_programme_are_read_by_who_may_open_them():
    make_year()

    assert ProgrammeYear.history.visible_to(make_user("province")).exists()
    assert not ProgrammeYear.history.visible_to(make_user("mentor")).exists()
    assert not ProgrammeYear.history.visible_to(make_user()).exists()


# --- Whose hand ----------------------------------------------------------------------------------------


def test_a_page_signs_with_who_is_logged_in(client):
    officer, person = make_user("officer"), make_participant()
    client.force_login(officer)
    contact = {"phone": "0812-0000-7777", "street": "Jalan Melati 2", "kelurahan": person.kelurahan_id}

    post(client, f"/peserta/{person.pk}/ubah/", contact)

    copy = person.history.first()
    assert (copy.street, copy.history_user) == ("Jalan Melati 2", officer)


def test_the_actor_is_forgotten_after_the_request(client):
    client.force_login(make_user("officer"))
    client.get("/peserta/")

    assert make_participant().history.get().history_user is None
