"""What a web worker brings along from its first breath: it is paid for in memory, by every worker."""

import os
import subprocess
import sys

from django.conf import settings

# Each is loaded by what needs it: writing a workbook, drawing a paper, sending a job to the queue, writing a calendar,
# comparing words.
_NEVER_AT_START = ["weasyprint", "fontTools", "openpyxl", "lxml", "PIL", "celery", "kombu", "icalendar", "rapidfuzz"]
_START = """
import sys
from okoce.wsgi import application
from django.urls import get_resolver
get_resolver()._populate()  # every view there is
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_a_web_worker_starts_without_what_spreadsheets_papers_jobs_and_calendars_need():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "okoce.settings", "PYTHONPATH": str(settings.ROOT)}

    command = [sys.executable, "-c", _START]
    started = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    loaded = set(started.stdout.split())
    assert "participants" in loaded
    assert loaded.isdisjoint(_NEVER_AT_START)
