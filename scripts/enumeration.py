"""Print how long each answer takes for a known and for an unknown NIK, phone and address, and by how much it varies;
and name each step whose status or page differs in anything but what was typed.

    scripts/with_services.sh .venv/bin/python scripts/enumeration.py [40]

In process, with the hasher of production, known and unknown by turns. The spread is the median absolute deviation;
medians that lie nearer to each other than that say nothing about who is known.
"""

import os
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
SHOWN = ("send 5", "receipt", "log in wrongly", "log in", "journey", "privacy-detail", "privacy-download")
SHOWN += ("book", "seat", "claim", "wrong code", "recovery", "log-in code")
KINDS = ("nik", "phone", "email")


def spread(values):
    middle = median(values)
    return median(abs(value - middle) for value in values)


def measured(count, kind, start):
    """{step: (seconds for known, for unknown)} of so many senders each, by turns, and the names of unlike steps."""
    from tests.enumeration.walk import Sender, make_known, walk

    first = make_known(Sender(start))
    known = [make_known(Sender(start + number, kind)) for number in range(1, count + 1)]
    unknown = [make_known(Sender(start + count + number)) for number in range(1, count + 1)]
    walk(first)  # reads what is kept in memory
    found, unlike = {}, set()
    for number, pair in enumerate(zip(known, unknown, strict=True)):
        walked = {who: walk(pair[who]) for who in ((0, 1) if number % 2 else (1, 0))}
        for one, other in zip(walked[0], walked[1], strict=True):
            times = found.setdefault(one.name, ([], []))
            times[0].append(one.seconds), times[1].append(other.seconds)
            if (one.status, one.body) != (other.status, other.body):
                unlike.add(one.name)
    return found, unlike


def main(count):
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from tests.enumeration.walk import ARGON, hashes_as_production, make_ground

    settings.PASSWORD_HASHERS = ARGON
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        if not hashes_as_production():
            sys.exit("Passwords are not hashed as in production.")
        make_ground()
        for place, kind in enumerate(KINDS):
            print(f"\n{kind}: median ± spread in ms, of {count} each")
            steps, unlike = measured(count, kind, place * (2 * count + 2) + 1)
            for name, (known, unknown) in steps.items():
                if name in SHOWN:
                    say(name, known, unknown)
            print(f"  {len(steps)} steps, unlike: {', '.join(sorted(unlike)) or 'none'}")
    finally:
        teardown_databases(made, verbosity=0)


def say(name, known, unknown):
    apart, noise = abs(median(known) - median(unknown)), max(spread(known), spread(unknown))
    figures = " ".join(f"{median(one) * 1000:8.1f} ± {spread(one) * 1000:5.1f}" for one in (known, unknown))
    verdict = "" if apart <= noise else "  more than its spread"
    print(f"  {name:18} known, unknown: {figures}  apart {apart * 1000:5.1f}{verdict}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
