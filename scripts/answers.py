"""Write what the portal answers about the sample year at one fixed instant, to compare before and after a change.

    scripts/answers.py FILE

A line for each answer: every figure of every area, stage and day, the targets, and three papers by the hash of their
bytes. Works in a folder of its own; two runs of the same code write the same file.
"""

import datetime as dt
import hashlib
import io
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import time_machine

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NOW = dt.datetime(2026, 11, 27, 5, 0, tzinfo=dt.UTC)
LEVELS = ("provinsi", "kabkota", "kecamatan", "kelurahan")
PAPERS = ("31.73.02", "31.01.02", "31.75.06")
for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL"):
    os.environ.pop(name, None)
os.environ |= {
    "OKOCE_VAR": tempfile.mkdtemp(prefix="okoce-answers-"),
    "DJANGO_SETTINGS_MODULE": "okoce.settings",
    "SECRET_KEY": "only-for-answers-" + "x" * 50,
    "NIK_HMAC_KEY": "only-for-answers-" + "x" * 50,
    "ACCESS_LOG_KEY": "only-for-answers-" + "x" * 50,
    "NIK_KEYS": "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdDE=",
}


def digest(answer):
    return hashlib.sha256(json.dumps(answer, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def counted(by_region):
    """The same counts without zeros, as plain values."""
    plain = {code: {key: n for key, n in people.items() if n} for code, people in by_region.items()}
    return {code: people for code, people in plain.items() if people}


def figures_of(year):
    from reports.figures import counted

    days = [year.starts_on + dt.timedelta(number) for number in range((year.ends_on - year.starts_on).days + 1)]
    for level in LEVELS:
        for on in days:
            answer = counted(counted.stage_counts(year, level, on))
            sums = sum(map(Counter, answer.values()), Counter())
            yield f"figures {year.year} {level} {on} {digest(answer)} {json.dumps(sums, sort_keys=True)}"
    for on in days:
        yield f"training {year.year} {on} {digest(counted(counted.training_figures(year, on)))}"
    yield f"targets {year.year} {digest(counted(counted.targets(year)))}"


def papers():
    from okoce.regions.models import Region
    from reports.papers.actions import documents
    from reports.snapshots.actions import snapshots
    from reports.snapshots.models import Period

    period = Period.objects.filter(ends_on__lt=NOW.date()).order_by("-ends_on").first()
    for code in PAPERS:
        snapshot = snapshots.take(period, [Region.objects.get(pk=code)])[code]
        snapshot.refresh_from_db()
        document = documents.document_of(snapshot)
        yield f"paper {period.number} {code} {document.pages} pages {document.sha256} figures {snapshot.fingerprint}"


def main():
    import django

    django.setup()
    from django.core.management import call_command

    from okoce.programme.models import ProgrammeYear

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    call_command("load_sample", stdout=io.StringIO())
    lines = [line for year in ProgrammeYear.objects.order_by("year") for line in figures_of(year)]
    Path(sys.argv[1]).write_text("\n".join([*lines, *papers()]) + "\n")


if __name__ == "__main__":
    with time_machine.travel(NOW, tick=False):
        main()
