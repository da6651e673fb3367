"""What the beat rings, and when (Jakarta's clock). A frequent ring that nobody answered in time is forgotten."""

from datetime import timedelta

from celery.schedules import crontab


def beat_schedule(sweep_seconds):
    return {
        "send again what was lost": {
            "task": "jobs.sweep",
            "schedule": timedelta(seconds=sweep_seconds),
            "options": {"expires": 2 * sweep_seconds},
        },
        "end offers that ran out": {
            "task": "trainings.tasks.expire_offers",
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
        # Rung again at 6 and 7, in case a worker died with the bell in its hand.
        "start the fortnight's reports": {
            "task": "reports.tasks.start_due_run",
            "schedule": crontab(hour="5-7", minute=0),
        },
    }
