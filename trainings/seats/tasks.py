"""What the beat starts for seats. Idempotent."""

from celery import shared_task

from trainings.seats.actions import seats


@shared_task(name="trainings.seats.tasks.expire_offers")
def expire_offers():
    return seats.expire_offers()


@shared_task(name="trainings.seats.tasks.confirm_bookings")
def confirm_bookings():
    return seats.confirm_bookings()
