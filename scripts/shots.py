"""A picture of every page of the sample year as each role, at 360 and 1280 px, into screenshots/.

Runs a portal of its own beside whatever else runs: own data in var/shots, own port, stopped at the end.
Arguments choose roles: scripts/shots.py officer pengunjung
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "shots"
OUT = ROOT / "screenshots"
WIDTHS = (360, 1280)

os.environ |= {
    "OKOCE_VAR": str(VAR),
    "DJANGO_SETTINGS_MODULE": "okoce.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "LOG_LEVEL": "ERROR",
}
os.environ.pop("DATABASE_URL", None)
sys.path.insert(0, str(ROOT))


def main(wanted):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("load_sample", if_empty=True, verbosity=0)
    with Portal() as portal:
        take(portal.address, wanted)


class Portal:
    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.address}/sehat/web/", timeout=5)  # noqa: S310  our own address
                return self
            except OSError:
                time.sleep(0.2)
        raise SystemExit("The portal did not start.")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def take(address, wanted):
    from playwright.sync_api import sync_playwright

    from tests.pages import pages, users

    people, found = users(), pages()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        for role, paths in found.items():
            if wanted and role not in wanted:
                continue
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": 800}, locale="id-ID", timezone_id="Asia/Jakarta"
                )
                if people[role]:
                    context.add_cookies([{"name": "sessionid", "value": session_of(people[role]), "url": address}])
                page = context.new_page()
                for slug, path in paths.items():
                    answer = page.goto(address + path)
                    folder = OUT / role
                    folder.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=folder / f"{slug}-{width}.png", full_page=True)
                    overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                    print(f"{answer.status} {role} {path} {width}{' TOO WIDE' if overflow else ''}")
                context.close()
        browser.close()


def session_of(user):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "okoce.accounts.backends.PortalBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    main(sys.argv[1:])
