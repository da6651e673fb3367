"""Notices that wait for a call, and sessions whose people live in two kecamatan."""

from participants.calls.actions.notices import notify_participant, topic_of
from participants.calls.models import Notice, Topic
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, GROGOL, TOMANG
from tests.factories.sessions import make_seat, make_session

BY_MESSAGE, AT_HOME, ELSEWHERE = 4, 9, 6


def make_topic(*, label="Pelatihan dasar, 5 Desember 2026", host=GROGOL, number=1):
    return topic_of(Topic.Kind.SESSION, number, label=label, url="/pelatihan/1/", host_id=host)


def make_call(person=None, *, topic=None, key="uji", **fields):
    """Something to say to somebody without a log-in."""
    person = person or make_participant()
    words = {"subject": "Kabar pelatihan", "text": "pelatihan dibatalkan karena banjir."} | fields
    notify_participant(person, "uji", topic=topic or make_topic(), key=f"{key}:{person.pk}", **words)
    return Notice.objects.get(key=f"{key}:{person.pk}")


def make_session_of_nineteen(**fields):
    """A session with 19 people: 4 with a log-in; of the others 9 live where it is, 6 in another kecamatan."""
    session = make_session(**fields)
    for _ in range(BY_MESSAGE):
        make_seat(session, make_participant(user=make_user()))
    for kelurahan, people in ((TOMANG, AT_HOME), (DURI_KEPA, ELSEWHERE)):
        for _ in range(people):
            make_seat(session, make_participant(kelurahan=kelurahan))
    return session
