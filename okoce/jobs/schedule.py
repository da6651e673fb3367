"""What the beat sends, and when (Jakarta's clock). A frequent message that no worker took in time is dropped."""

from datetime import timedelta

from celery.schedules import crontab

PING_EVERY = timedelta(seconds=10)


def beat_schedule(sweep_seconds):
    return {
        "send again what was lost": {
            "task": "jobs.sweep",
            "schedule": timedelta(seconds=sweep_seconds),
            "options": {"expires": 2 * sweep_seconds},
        },
        "show that the quick queue moves": {
            "task": "jobs.ping",
            "args": ["quick"],
            "schedule": PING_EVERY,
            "options": {"queue": "quick", "expires": 10},
        },
        "show that the bulk queue moves": {
            "task": "jobs.ping",
            "args": ["bulk"],
            "schedule": PING_EVERY,
            "options": {"queue": "bulk", "expires": 10},
        },
        "end offers that ran out": {
            "task": "trainings.tasks.expire_offers",
            "schedule": crontab(),
            "options": {"expires": 55},
        },
        "end sessions of roles that ran out": {
            "task": "accounts.end_sessions",
            "schedule": crontab(),
            "options": {"expires": 55},
        },
        "say who did not come": {
            "task": "trainings.tasks.close_lists",
            "schedule": crontab(minute=20),
            "options": {"expires": 3000},
        },
        "fold the tallies": {
            "task": "participants.tasks.fold_tallies",
            "schedule": crontab(),
            "options": {"expires": 55},
        },
        "forget old drafts": {
            "task": "participants.tasks.forget_old_drafts",
            "schedule": crontab(hour=3, minute=0),
        },
        "forget old imports": {
            "task": "participants.tasks.forget_old_imports",
            "schedule": crontab(minute=40),
            "options": {"expires": 3000},
        },
        "forget kept forms": {
            "task": "okoce.kept_forms.tasks.forget_old_forms",
            "schedule": crontab(minute=50),
            "options": {"expires": 3000},
        },
        # Sent again at 6 and 7, in case a worker died at it.
        "start the fortnight's reports": {
            "task": "reports.tasks.start_due_run",
            "schedule": crontab(hour="5-7", minute=0),
            "options": {"queue": "bulk"},
        },
    }
