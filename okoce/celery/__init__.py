"""The Celery application, for workers and beat; a web process loads it when it first has a job to send.

What runs and when stands in okoce/jobs.
"""

import logging
import os

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init
from django.conf import settings

from okoce.celery import message_files  # noqa: F401 - registers files://
from okoce.celery.schedule import beat_schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okoce.settings")

app = Celery("okoce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = beat_schedule(settings.JOB_SWEEP_SECONDS)
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_log(*, loglevel, **_):
    """Celery would put its own format in place of the one that blanks identity numbers."""
    logging.getLogger("celery").setLevel(loglevel)


@worker_init.connect
@beat_init.connect
def try_keys(**_):
    """Neither begins with keys that do not fit the data."""
    from okoce.keys.start import require_right_keys  # needs the apps

    require_right_keys()
