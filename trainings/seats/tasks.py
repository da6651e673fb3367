"""What the beat starts for seats. Idempotent."""

from celery import shared_task

from trainings.seats.actions import scheduled


@shared_task(name="trainings.seats.tasks.expire_offers")
def expire_offers():
    return scheduled.expire_offers()


@shared_task(name="trainings.seats.tasks.confirm_bookings")
def confirm_bookings():
    return scheduled.confirm_bookings()


@shared_task(name="trainings.seats.tasks.release_shares")
def release_shares():
    return scheduled.release_shares()
