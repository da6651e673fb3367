"""Celery's queues as a folder of files, for the embedded portal: a message appears whole or not at all.

kombu's own `filesystem` transport writes a message where readers look for it, so that a worker can read half a file
and end. Here a message is written in another folder and renamed in; taking it is a rename too, so that one worker
gets it. A file that is no message is moved to a third folder and logged by name. Nothing is lost by that: what is to
be done is a row of okoce.jobs, which the sweep sends again.

The methods below are those that kombu documents as the ones a virtual channel provides; bindings stay in memory,
since every process declares the queues it uses.
"""

import json
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.transport import TRANSPORT_ALIASES, virtual

log = logging.getLogger(__name__)

SCHEME = "files"


class Channel(virtual.Channel):
    """One folder each for `messages`, those being moved (`moving`) and those that cannot be read (`broken`)."""

    def _put(self, queue, message, **_):
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        draft = self._folder("moving") / name
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(message, file)
        draft.rename(self._folder("messages") / name)

    def _get(self, queue, timeout=None):
        for path in sorted(self._waiting(queue)):
            taken = self._folder("moving") / path.name
            try:
                path.rename(taken)
            except FileNotFoundError:  # another worker has it
                continue
            try:
                message = json.loads(taken.read_bytes())
                self.Message(message, channel=self)
                message["properties"]["delivery_info"]["exchange"]
            except Exception as problem:  # a file can be wrong in any way; none may end the worker
                taken.rename(self._folder("broken") / taken.name)
                log.error("Queue file %s cannot be read (%s); moved to broken/.", taken.name, type(problem).__name__)
                continue
            taken.unlink()
            return message
        raise Empty

    def _size(self, queue):
        return len(self._waiting(queue))

    def _purge(self, queue):
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def _waiting(self, queue):
        return [path for path in self._folder("messages").iterdir() if path.name.partition(".")[2] == f"{queue}.msg"]

    def _folder(self, name):
        return Path(self.connection.client.transport_options["folder"]) / name


class Transport(virtual.Transport):
    """Polls the folder; `folder` and `polling_interval` are its transport options."""

    Channel = Channel
    driver_type = driver_name = SCHEME
    global_state = virtual.BrokerState()
    implements = virtual.Transport.implements.extend(asynchronous=False, exchange_type=frozenset(["direct"]))

    def __init__(self, client, **options):
        super().__init__(client, **options)
        self.state = self.global_state

    def driver_version(self):
        return "1"


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
