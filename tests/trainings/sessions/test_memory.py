"""What sessions teach and when they meet is kept in memory, and read anew after each change."""

import pytest

from okoce.accounts.areas import Area
from okoce.programme.models import Module
from tests.factories.places import CAKUNG, GROGOL
from tests.factories.sessions import make_session
from trainings.sessions import memory
from trainings.sessions.models import Meeting, Session

pytestmark = pytest.mark.django_db

CANCELLED = {"cancel_code": "other", "cancel_reason": "Banjir"}


def shown(session):
    held = memory.contents([session.pk])[session.pk]
    return [meeting.pk for meeting in held.meetings], [module.code for module in held.modules]


def test_what_was_read_is_kept_and_only_the_others_are_asked_for(django_assert_num_queries):
    first, second = make_session(), make_session()
    memory.contents([first.pk])

    with django_assert_num_queries(0):
        memory.contents([first.pk])
    with django_assert_num_queries(2):
        found = memory.contents([first.pk, second.pk])
    assert list(found) == [first.pk, second.pk]
    assert shown(second)[0] == list(second.meetings.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.meetings.first().delete(),
        lambda session: session.meetings.all().delete(),
        lambda session: Meeting.objects.filter(session=session).update(session=make_session(days=(20,))),
        lambda session: session.modules.clear(),
        lambda session: session.modules.remove(session.modules.first()),
        lambda session: session.modules.add(Module.objects.get(code="M3")),
        lambda session: session.modules.set(Module.objects.filter(code="M3")),
        lambda session: Module.objects.filter(code="M1").update(code="M9"),
    ],
)
def test_a_change_is_seen_at_once(change):
    session = make_session(days=(7, 8), modules=("M1", "M2"))
    before = shown(session)
    assert before[1] == ["M1", "M2"]

    change(session)

    assert shown(session) != before
    now_held = list(session.meetings.values_list("pk", flat=True)), list(session.modules.values_list("code", flat=True))
    assert shown(session) == now_held


def test_no_more_is_kept_than_a_limit(monkeypatch, django_assert_num_queries):
    sessions = [make_session() for _ in range(3)]
    monkeypatch.setattr(memory, "MOST", 2)

    found = [memory.contents([session.pk]) for session in sessions]

    assert [list(each) for each in found] == [[session.pk] for session in sessions]
    with django_assert_num_queries(2):  # the first one was given up
        memory.contents([sessions[0].pk])


def test_sessions_that_an_area_hosts_are_those_published_and_not_over():
    coming, running = make_session(days=(20,)), make_session(days=(0,))
    make_session(days=(-3,))
    make_session(days=(20,), state=Session.State.DRAFT)
    elsewhere = make_session(days=(20,), kecamatan=CAKUNG)

    def hosted(code):
        return [row.pk for row in memory.not_ended(Area.of_region(code))]

    assert hosted(GROGOL) == hosted(GROGOL[:5]) == [running.pk, coming.pk]
    assert hosted(CAKUNG) == [elsewhere.pk]
    assert memory.not_ended(Area.nowhere()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda session: Session.objects.filter(pk=session.pk).update(state=Session.State.CANCELLED, **CANCELLED),
        lambda session: session.delete(),
        lambda session: make_session(days=(21,)),
    ],
)
def test_a_change_of_the_sessions_of_an_area_is_seen_at_once(change, django_assert_num_queries):
    session = make_session(days=(20,))
    area = Area.of_region(session.kecamatan_id)
    before = memory.not_ended(area)
    with django_assert_num_queries(0):
        memory.not_ended(area)

    change(session)

    assert memory.not_ended(area) != before
