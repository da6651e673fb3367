"""What the beat sends, and when (Jakarta's clock). A frequent message that no worker took in time is dropped."""

from datetime import timedelta

from celery.schedules import crontab

from okoce import queue_names

PING_EVERY = timedelta(seconds=10)
EVERY_MINUTE = {"schedule": crontab(), "options": {"expires": 55}}


def _hourly(task, *, minute):
    return {"task": task, "schedule": crontab(minute=minute), "options": {"expires": 3000}}


def beat_schedule(sweep_seconds):
    """Return Celery's beat_schedule; lost messages are swept every `sweep_seconds`."""
    return {
        "send again what was lost": {
            "task": "jobs.sweep",
            "schedule": timedelta(seconds=sweep_seconds),
            "options": {"expires": 2 * sweep_seconds},
        },
        "show that the quick queue moves": {
            "task": "jobs.ping",
            "args": [queue_names.QUICK],
            "schedule": PING_EVERY,
            "options": {"queue": queue_names.QUICK, "expires": 10},
        },
        "show that the bulk queue moves": {
            "task": "jobs.ping",
            "args": [queue_names.BULK],
            "schedule": PING_EVERY,
            "options": {"queue": queue_names.BULK, "expires": 10},
        },
        "end offers that ran out": {"task": "trainings.seats.tasks.expire_offers"} | EVERY_MINUTE,
        "confirm what people booked": {"task": "trainings.seats.tasks.confirm_bookings"} | EVERY_MINUTE,
        "offer what shares of seats left free": {"task": "trainings.seats.tasks.release_shares"} | EVERY_MINUTE,
        "put on call lists whom no message reached": {"task": "participants.calls.tasks.put_on_call_lists"}
        | EVERY_MINUTE,
        # In the day, and again each hour in case a worker died at it: nobody is reminded twice.
        "remind of what begins soon": {
            "task": "participants.calls.tasks.remind",
            "schedule": crontab(hour="8-18", minute=10),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        "end sessions of roles that ran out": {"task": "accounts.end_sessions"} | EVERY_MINUTE,
        "say who did not come": _hourly("trainings.attendance.tasks.close_lists", minute=20),
        "count who came of those invited": _hourly("trainings.invitations.tasks.recount_turnouts", minute=35),
        "chain the access log": {"task": "okoce.trail.tasks.lengthen_chain"} | EVERY_MINUTE,
        "check the chain of the access log": {
            "task": "okoce.trail.tasks.check_chain",
            "schedule": crontab(hour=2, minute=45),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        "watch over openings of data": _hourly("okoce.trail.tasks.watch_openings", minute=5),
        "fold the tallies": {"task": "participants.journey.tasks.fold_tallies"} | EVERY_MINUTE,
        "gather the words of new names": {
            "task": "participants.people.tasks.gather_name_words",
            "schedule": crontab(minute="*/10"),
            "options": {"queue": queue_names.BULK, "expires": 500},
        },
        "gather the words of all names": {
            "task": "participants.people.tasks.gather_all_name_words",
            "schedule": crontab(hour=2, minute=30),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        "look for twins": {
            "task": "participants.twins.tasks.find_twins",
            "schedule": crontab(hour=1, minute=30),
            "options": {"queue": queue_names.BULK},
        },
        "delete what was kept long enough": {
            "task": "okoce.retention.tasks.forget_old",
            "schedule": crontab(minute=40),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        # At night, and again before noon and evening, so that what pages show is of the same day.
        "count the figures that are kept": {
            "task": "reports.figures.tasks.keep_figures",
            "schedule": crontab(hour="3,12,17", minute=15),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        # On the evening before a meeting; again later and in the morning, in case no worker was there.
        "prepare the draft for the meeting": {
            "task": "reports.editions.tasks.prepare_due",
            "schedule": crontab(hour="5-7,18-22", minute=30),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        # Before and after the fortnight's figures are frozen; again by day, in case a worker died at it.
        "measure what meetings decided": {
            "task": "reports.meetings.tasks.measure_actions",
            "schedule": crontab(hour="4,8,12", minute=25),
            "options": {"queue": queue_names.BULK, "expires": 3000},
        },
        # Sent again at 6 and 7, in case a worker died at it.
        "start the fortnight's reports": {
            "task": "reports.papers.tasks.start_due_run",
            "schedule": crontab(hour="5-7", minute=0),
            "options": {"queue": queue_names.BULK},
        },
    }
