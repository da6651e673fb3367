"""The Celery application. What runs and when stands in okoce/jobs."""

import logging
import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okoce.settings")

app = Celery("okoce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_log(*, loglevel, **_):
    """Celery would put its own format in place of the one that blanks identity numbers."""
    logging.getLogger("celery").setLevel(loglevel)
