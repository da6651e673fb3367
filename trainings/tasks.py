"""What the beat starts for training sessions. Idempotent."""

from celery import shared_task

from trainings.actions import attendance, seats


@shared_task(name="trainings.tasks.expire_offers")
def expire_offers():
    return seats.expire_offers()


@shared_task(name="trainings.tasks.close_lists")
def close_lists():
    return attendance.close_lists()


@shared_task(name="trainings.tasks.confirm_bookings")
def confirm_bookings():
    return seats.confirm_bookings()
