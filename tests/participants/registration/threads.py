"""The same done by many at one moment."""

import threading

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connections


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


def ends_of(*acts):
    """What each act ended with, all begun at once, sorted: the state of what it made, words of refusal, or an error."""

    def run(number):
        try:
            return getattr(acts[number](), "state", "done")
        except ValidationError as refused:
            return refused.messages[0]
        except DatabaseError as error:
            return type(error).__name__

    return sorted(map(str, at_once(len(acts), run)))
