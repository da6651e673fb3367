"""Ending a start that must not go on, in one sentence and without a traceback."""

import sys

REFUSED = 3  # gunicorn gives up on a worker that ends with it, and the supervisor on a child; others are started again


def refuse(sentence):
    """Write the sentence to standard error and end this process with status 3."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(REFUSED)
