"""The same done by many at one moment."""

import threading

from django.db import IntegrityError, connections


def at_once(count, act):
    """What act(number) returned in each of `count` threads; the IntegrityError of those that lost."""
    start, results = threading.Barrier(count), []

    def run(number):
        start.wait()
        try:
            results.append(act(number))
        except IntegrityError as lost:
            results.append(lost)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
