"""What is done to a running portal: broken messages every minute, and a process killed now and then."""

import os
import signal
import time
from pathlib import Path

BROKEN = {"kosong": b"", "setengah": b'{"body": "W10=", "headers": {"task": "jobs.run", "id'}
# At which part of the time which process is killed (SIGKILL): each worker and beat three times, web once.
KILLS = [
    (0.15, "quick"), (0.2, "bulk"), (0.25, "beat"),
    (0.4, "quick"), (0.45, "bulk"), (0.5, "beat"),
    (0.6, "web"),
    (0.7, "quick"), (0.75, "bulk"), (0.8, "beat"),
]  # fmt: skip
MARKS = {"web": b"gunicorn", "quick": b"quick@%h", "bulk": b"bulk@%h", "beat": b"beat"}


def children(supervisor):
    """{process of MARKS: its pid} of those the supervisor runs now."""
    found = {}
    for pid in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        for name, mark in MARKS.items():
            if mark in words:
                found[name] = int(pid)
    return found


class Disturbance:
    """Called again and again with the time that has passed; does what is due."""

    def __init__(self, supervisor, messages, tally):
        self.supervisor, self.messages, self.tally = supervisor, messages, tally
        self.kills, self.minute, self.dropped = list(KILLS), 0, 0

    def go_on(self, seconds, whole):
        if seconds >= 60 * self.minute + 20:
            self.minute += 1
            self._drop()
        while self.kills and seconds >= self.kills[0][0] * whole:
            if not self._kill(self.kills[0][1]):
                break  # it is being started again just now
            self.kills.pop(0)

    def _drop(self):
        for queue in ("quick", "bulk"):
            for name, content in BROKEN.items():
                (self.messages / f"0_{self.minute}-{name}.{queue}.msg").write_bytes(content)
                self.dropped += 1

    def _kill(self, name):
        pid = children(self.supervisor).get(name)
        if pid is None:
            return False
        if name == "web":
            with self.tally.killing_web():
                os.kill(pid, signal.SIGKILL)
                while children(self.supervisor).get(name) in (None, pid):  # and what it left behind is ended
                    time.sleep(0.2)
        else:
            os.kill(pid, signal.SIGKILL)
        self.tally.count(f"{name} killed")
        return True
