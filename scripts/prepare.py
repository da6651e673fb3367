"""Bring the database and the static files up to this version of the code, in one process.

Run before every start and once a deployment; each step finds out by itself that nothing is to do.
With --sample an empty embedded database also gets the sample year; with --database-only static files are left alone
(an image has them collected already).
"""

import hashlib
import io
import os
import stat
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import older_data  # noqa: E402

# What the portal keeps in var/; other things somebody put there are not ours to touch.
PRIVATE = [
    "okoce.sqlite3*",
    "keys.json",
    "queue",
    "mail",
    "texts",
    "media",
    "static",
    "beat",
    "tmp",
    "shots",
    "aside-*",
]
PRIVATE += ["aside-*", "run.lock", "sample-logins.txt"]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okoce.settings")


def say(text):
    print(f"» {text}", flush=True)


def fingerprint():
    """What the collected files are made of: ours, and the locked packages that bring their own."""
    digest = hashlib.sha256((ROOT / "requirements/run.txt").read_bytes())
    folders = [ROOT / "static", *ROOT.glob("[!v.]*/static"), *ROOT.glob("okoce/*/static")]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def collect_static(folder):
    from django.core.management import call_command

    stamp, now = folder / ".fingerprint", fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def load_sample(logins):
    """The sample year, whole or not at all, and its log-ins for the supervisor to show."""
    from django.core.management import call_command
    from django.db import transaction

    from participants.people.models import Participant

    if not Participant.objects.exists():
        say("Inventing a sample year (once, a few seconds)")
        with transaction.atomic():
            call_command("load_sample", fortnights=6, stdout=io.StringIO())
    with logins.open("w") as lines:
        call_command("sample_logins", stdout=lines)


def keep_private(var):
    """Close to others what an older version, or another program, left readable; new files are private by umask."""
    if var.stat().st_uid == os.getuid() and not var.stat().st_mode & stat.S_ISVTX:  # not a shared folder
        var.chmod(0o700)
    for name in PRIVATE:
        for top in var.glob(name):
            for path in [top, *top.rglob("*")]:
                if not path.is_symlink():
                    path.chmod(0o700 if path.is_dir() else 0o600)


def main(*, sample, static):
    import django

    os.environ["AS_DATABASE_OWNER"] = "true"  # where DATABASE_OWNER_URL names one
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from okoce.keys.start import require_right_keys

    say("Bringing the database up to date")
    migrate = partial(call_command, "migrate", interactive=False, verbosity=0)
    if settings.EMBEDDED:
        older_data.bring_up_to_date(migrate, settings.VAR)
    else:
        migrate()
        if settings.AS_DATABASE_OWNER:
            call_command("grant_database_rights", verbosity=0)
    require_right_keys()
    call_command("createcachetable", verbosity=0)  # does nothing where the cache is Redis
    call_command("load_reference", stdout=io.StringIO())
    call_command("make_periods")
    if sample and settings.EMBEDDED:
        load_sample(settings.VAR / "sample-logins.txt")
    if static:
        collect_static(Path(settings.STATIC_ROOT))
    if settings.EMBEDDED:
        keep_private(settings.VAR)


if __name__ == "__main__":
    main(sample="--sample" in sys.argv[1:], static="--database-only" not in sys.argv[1:])
