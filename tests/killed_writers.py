"""Writes lists by processes that are killed: `python -m tests.killed_writers`, lines "job batch moment after".

Each line starts a process that does the job in batches of so many rows and ends by SIGKILL at statement `moment`:
before it, or with `after` = 1 behind it. The answer is how it ended, and how many statements it made.
"""

import os
import signal
import sys


def main():
    import django

    django.setup()
    for line in sys.stdin:
        job, batch, moment, after = map(int, line.split())
        inlet, outlet = os.pipe()
        child = os.fork()  # nothing is connected yet: each process has connections of its own
        if not child:
            os.close(inlet)
            write(job, batch, moment, after, outlet)
        os.close(outlet)
        with os.fdopen(inlet) as answer:
            counted = answer.read()
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"ended {counted}", flush=True)


def write(job, batch, moment, after, outlet):
    from django.db import connection

    from okoce.jobs.tasks import run_job
    from participants.imports.actions import people_lists

    made = 0

    def count(execute, *args):
        nonlocal made
        made += 1
        if made == moment and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*args)
        if made == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    people_lists.BATCH = batch
    with connection.execute_wrapper(count):
        run_job(job)
    os.write(outlet, str(made).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
