"""What sessions teach and when they meet is kept in memory, and read anew after each change."""

import pytest

from okoce.programme.models import Module
from tests.factories.sessions import make_session
from trainings.sessions import memory
from trainings.sessions.models import Meeting

pytestmark = pytest.mark.django_db


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
