"""Reference data are read once a process, and anew after every kind of change."""

import threading
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.models.signals import post_delete, post_save

from okoce.jobs.tasks import ping
from okoce.programme import memory
from okoce.programme.models import BusinessClass, Community, Module, ProgrammeYear, RegistrationPoint
from okoce.reference import memory as memory_of_processes
from okoce.reference.memory import Memory, ReferenceQuerySet, begin_request, look_again
from okoce.regions import places
from okoce.regions.models import Region
from participants.registration.forms.businesses import suggestions
from tests.factories.places import GROGOL, JATINEGARA, TOMANG, make_places
from tests.factories.registrations import make_business_class
from tests.factories.years import make_point, make_year

pytestmark = pytest.mark.django_db

WATCHED = ["regions.Region", "programme.ProgrammeYear", "programme.ProgrammeStage", "programme.YearModule"]
WATCHED += ["programme.Module", "programme.BusinessClass", "programme.Commodity", "programme.Community"]
WATCHED += ["programme.RegistrationPoint", "programme.Target"]


@pytest.fixture
def point():
    return make_point()


def reads():
    """A Memory, and how often it read."""
    times = []
    return Memory(lambda: times.append(1) or len(times)), times


@pytest.mark.parametrize(
    "change",
    [
        lambda point: RegistrationPoint.objects.create(code="baru", name="Baru"),
        lambda point: point.save(),
        lambda point: point.delete(),
        lambda point: RegistrationPoint.objects.update(name="Lain"),
        lambda point: RegistrationPoint.objects.bulk_create([RegistrationPoint(code="baru", name="Baru")]),
        lambda point: RegistrationPoint.objects.bulk_update([point], ["name"]),
        lambda point: RegistrationPoint.objects.all().delete(),
    ],
    ids=["create", "save", "delete", "update", "bulk_create", "bulk_update", "delete all"],
)
def test_every_kind_of_write_lets_it_be_read_anew(point, change):
    kept, times = reads()
    kept.get(), kept.get()

    change(point)
    kept.get(), kept.get()

    assert len(times) == 2


def test_a_request_asks_once_whether_something_changed(django_assert_num_queries):
    make_places()
    places.named(TOMANG)
    look_again()

    with django_assert_num_queries(1):
        assert [places.named(GROGOL), places.line(TOMANG)] == ["Grogol Petamburan", "Tomang, Grogol Petamburan"]


def test_the_next_request_sees_what_another_process_changed(client, point):
    memory.registration_points()
    # A process of its own sends no signal here; its write leaves another token.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programme_registrationpoint SET name = 'Lain'")
        cursor.execute("UPDATE reference_referencestate SET token = 'another'")

    before = memory.registration_points()[point.code].name
    client.get("/pelatihan/")

    assert (before, memory.registration_points()[point.code].name) == (point.name, "Lain")


@pytest.mark.django_db(transaction=True)
def test_within_a_second_a_process_asks_once_for_all_requests(monkeypatch, django_assert_num_queries):
    make_places()
    places.named(TOMANG)
    look_again()
    monkeypatch.setattr(memory_of_processes, "GRACE_SECONDS", 1.0)
    ticks = iter([100.0, 100.9, 101.1, 101.2])
    monkeypatch.setattr(memory_of_processes, "time", SimpleNamespace(monotonic=lambda: next(ticks)))

    for statements in (1, 0, 1):  # at 100.0, 100.9 and 101.1
        begin_request()
        with django_assert_num_queries(statements):
            places.named(TOMANG)


def test_what_was_rolled_back_is_not_kept_after_the_request(point):
    with transaction.atomic():
        RegistrationPoint.objects.update(name="Tidak jadi")
        meanwhile = memory.registration_points()[point.code].name
        transaction.set_rollback(True)

    look_again()
    assert (meanwhile, memory.registration_points()[point.code].name) == ("Tidak jadi", point.name)


def names_in_another_thread():
    """What a request in another thread of this process calls the one point."""
    found = []

    def ask():
        begin_request()
        found.extend(point.name for point in memory.registration_points().values())
        connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_seen_by_no_other_thread_and_what_is_by_all_at_once(monkeypatch):
    monkeypatch.setattr(memory_of_processes, "GRACE_SECONDS", 60.0)
    name = make_point().name

    with transaction.atomic():
        RegistrationPoint.objects.update(name="Lain")
        own = [point.name for point in memory.registration_points().values()]
        meanwhile = names_in_another_thread()

    assert (own, meanwhile, names_in_another_thread()) == (["Lain"], [name], ["Lain"])


@pytest.mark.django_db(transaction=True)
def test_each_task_of_a_worker_asks_anew(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(memory_of_processes, "GRACE_SECONDS", 60.0)
    make_places()
    places.named(TOMANG)
    with django_assert_num_queries(0):
        places.named(TOMANG)

    ping.apply(["quick"])

    with django_assert_num_queries(1):
        places.named(TOMANG)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_for_itself():
    make_point()
    kept, times = reads()
    kept.get()

    def ask():
        kept.get()
        connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert len(times) == 1


@pytest.mark.parametrize("name", WATCHED)
def test_each_model_that_is_kept_is_watched_and_its_bulk_writes_are(name):
    model = apps.get_model(name)
    sent = [signal.has_listeners(model) for signal in (post_save, post_delete)]

    assert (sent, isinstance(model._default_manager.all(), ReferenceQuerySet)) == ([True, True], True)


def test_years_come_with_their_stages_and_modules(django_assert_num_queries):
    year = make_year()
    year.year_modules.filter(module__code="M3").update(is_required=False)
    kept = memory.years()[year.pk]

    with django_assert_num_queries(0):
        assert [row.position for row in kept.ordered_stages] == [1, 2, 3, 4, 5, 6, 7]
        assert [code for code, _, is_required in kept.ordered_modules if is_required] == ["M1", "M2"]
    assert memory.current_year() == memory.newest_year() == year
    assert memory.module_names() == dict(Module.objects.values_list("pk", "name"))


def test_between_two_years_none_is_open_and_the_newest_is_the_last_one_begun(time_machine):
    year = make_year(2026)
    make_year(2024)
    ProgrammeYear.objects.filter(pk=year.pk).update(ends_on="2026-12-20")

    time_machine.move_to("2026-12-24T10:00:00+07:00")
    assert (memory.current_year(), memory.newest_year()) == (None, year)

    time_machine.move_to("2023-12-24T10:00:00+07:00")
    assert (memory.current_year(), memory.newest_year()) == (None, None)


def test_communities_guide_a_kecamatan_a_kota_or_all():
    make_places()
    for name, region in (("Semua", None), ("Barat", "31.73"), ("Grogol", GROGOL), ("Timur", "31.75")):
        Community.objects.create(name=name, region_id=region)
    Community.objects.create(name="Bubar", is_active=False)

    assert [row.name for row in memory.communities_near(GROGOL)] == ["Barat", "Grogol", "Semua"]
    assert [row.name for row in memory.communities_near("")] == ["Semua"]


def test_a_business_class_that_was_renamed_is_suggested_by_its_new_name():
    kind = make_business_class()
    assert kind in suggestions(kind.title)

    BusinessClass.objects.update(title="Reparasi sepeda", example="bengkel sepeda")

    assert suggestions("sepeda") == [kind]


def test_a_place_knows_what_it_lies_in(django_assert_num_queries):
    make_places()
    places.named(TOMANG)

    with django_assert_num_queries(0):
        place = places.region(JATINEGARA)
        assert (place.parent.parent.name, place.level) == ("Jakarta Timur", Region.Level.KELURAHAN)
