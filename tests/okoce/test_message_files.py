"""The folder of messages: each appears whole, goes to one worker, and a broken one stops nobody."""

import json
import logging
import stat
import threading
from datetime import timedelta
from pathlib import Path
from queue import Empty

import pytest
from django.conf import settings
from kombu import Connection
from kombu.transport import virtual

from okoce.celery import message_files
from okoce.clock import now
from okoce.jobs.models import Job
from tests import workers
from tests.conftest import PATIENCE
from tests.factories.people import make_user

pytestmark = pytest.mark.once

SECRET = "isi yang tidak boleh tercatat"
GOOD = {
    "body": "W10=",
    "headers": {},
    "content-type": "application/json",
    "content-encoding": "utf-8",
    "properties": {
        "delivery_tag": "1",
        "delivery_info": {"exchange": "quick", "routing_key": "quick"},
        "body_encoding": "base64",
    },
}
BROKEN = {
    "empty": b"",
    "half": json.dumps(GOOD | {"headers": {"argsrepr": SECRET}}).encode()[:-30],
    "binary rubbish": bytes(range(256)),
    "another thing": b"[1, 2]",
    "no properties": json.dumps({"body": SECRET}).encode(),
    "no tag": json.dumps(GOOD | {"properties": {"delivery_info": {"exchange": ""}}}).encode(),
    "no address": json.dumps(GOOD | {"properties": {"delivery_tag": "1"}}).encode(),
    "a body that cannot be decoded": json.dumps(GOOD | {"body": "x"}).encode(),
}


@pytest.fixture
def folder(tmp_path):
    for name in ("messages", "moving", "broken"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def channel(folder):
    with Connection("files://localhost", transport_options={"folder": str(folder)}) as connection:
        yield connection.channel()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_messages_come_out_in_the_order_they_went_in(channel):
    for number in range(12):
        channel._put("quick", GOOD | {"headers": {"number": number}})

    taken = [channel._get("quick")["headers"]["number"] for _ in range(12)]

    assert taken == list(range(12))
    with pytest.raises(Empty):
        channel._get("quick")


def test_each_queue_has_its_own_messages(channel):
    channel._put("bulk", GOOD)
    channel._put("bulk", GOOD)

    assert (channel._size("quick"), channel._size("bulk")) == (0, 2)
    with pytest.raises(Empty):
        channel._get("quick")
    assert (channel._purge("quick"), channel._purge("bulk"), channel._size("bulk")) == (0, 2, 0)


def test_a_message_is_written_elsewhere_and_moved_in_whole(channel, folder, monkeypatch):
    """Nobody who lists the folder while a message is being written sees any of it."""
    seen = []

    def slow(message, file):
        file.write("{")
        seen.append((names(folder / "messages"), len(names(folder / "moving"))))
        file.write(json.dumps(message)[1:])

    monkeypatch.setattr(message_files.json, "dump", slow)

    channel._put("quick", GOOD)

    assert seen == [([], 1)]
    assert (len(names(folder / "messages")), names(folder / "moving")) == (1, [])
    assert channel._get("quick") == GOOD


def test_a_message_is_for_its_owner_only(channel, folder):
    channel._put("quick", GOOD)

    (path,) = (folder / "messages").iterdir()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_readers_and_writers_pass_on_every_message_once(channel, folder):
    written, taken, everything = threading.Event(), [], 4 * 50

    def read():
        with Connection("files://localhost", transport_options={"folder": str(folder)}) as connection:
            mine = connection.channel()
            while not (written.is_set() and not mine._size("quick")):
                try:
                    taken.append(mine._get("quick")["headers"]["number"])
                except Empty:
                    continue

    def write(first):
        for number in range(first, first + 50):
            channel._put("quick", GOOD | {"headers": {"number": number}})

    readers = [threading.Thread(target=read) for _ in range(4)]
    writers = [threading.Thread(target=write, args=[50 * number]) for number in range(4)]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    written.set()
    for thread in readers:
        thread.join()

    assert sorted(taken) == list(range(everything))
    assert names(folder / "broken") == []


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_set_aside_and_the_next_message_comes(channel, folder, caplog, content):
    (folder / "messages" / "00_rusak.quick.msg").write_bytes(content)
    channel._put("quick", GOOD)

    with caplog.at_level(logging.ERROR):
        taken = channel._get("quick")

    assert taken == GOOD
    assert names(folder / "broken") == ["00_rusak.quick.msg"]
    assert (folder / "broken" / "00_rusak.quick.msg").read_bytes() == content
    assert "00_rusak.quick.msg" in caplog.text
    assert SECRET not in caplog.text


def test_kombus_own_transport_fails_on_an_empty_file(folder):
    """Why there is a transport of ours."""
    options = {"data_folder_in": str(folder / "messages"), "control_folder": str(folder / "control")}
    (folder / "messages" / "00_rusak.quick.msg").touch()

    with Connection("filesystem://", transport_options=options) as connection, pytest.raises(json.JSONDecodeError):
        connection.channel()._get("quick")


@pytest.mark.parametrize("name", ["_put", "_get", "_size", "_purge"])
def test_kombu_still_calls_what_our_channel_provides(name):
    """These names are documented for transports, but an upgrade could take them away without an error here."""
    assert callable(getattr(virtual.AbstractChannel, name))
    assert name in vars(message_files.Channel)


def test_kombu_sends_and_takes_messages_through_our_channel(folder):
    """The whole way: an exchange bound in memory, a message published, taken and acknowledged."""
    with Connection("files://localhost", transport_options={"folder": str(folder)}) as connection:
        queue = connection.SimpleQueue("quick")
        queue.put({"job": 7})
        waiting = names(folder / "messages")
        message = queue.get(timeout=PATIENCE)
        message.ack()

    assert len(waiting) == 1
    assert message.payload == {"job": 7}
    assert [names(folder / name) for name in ("messages", "moving", "broken")] == [[], [], []]


@pytest.mark.worker
@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_a_worker_survives_broken_files_and_a_job_whose_message_broke_is_swept_again(start_worker, wait_until):
    arguments = {"user": make_user().pk, "subject": "sapu"}
    queue = Path(settings.VAR) / "queue"
    worker = start_worker(JOB_MODULES=workers.__name__, REDIS_URL="")

    for number, content in enumerate(BROKEN.values()):
        for name in ("quick", "bulk"):
            (queue / "messages" / f"{number}_rusak.{name}.msg").write_bytes(content)
    sent_long_ago = {"created_at": now() - timedelta(minutes=5), "sent_at": now() - timedelta(minutes=4)}
    job = Job.objects.create(name="tests.write", key="sapu", arguments=arguments, **sent_long_ago)

    assert wait_until(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)
    assert wait_until(lambda: len(names(queue / "broken")) == 2 * len(BROKEN))
    assert worker.poll() is None
    assert SECRET not in worker.log.read_text()
