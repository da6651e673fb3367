"""Stall-days given and released. The database keeps the promise that none is given twice."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bazaars.models import DrawResult, StallApplication, StallDay
from okoce import constraints
from okoce.clock import now


def give(application, number, days):
    """Put an applicant at a stall for these days, or refuse when somebody stands there.

    Raise `ValidationError` for a stall that is not there or taken.
    """
    if not 1 <= number <= application.bazaar.stalls:
        raise ValidationError(f"Lapak {number} tidak ada; bazar ini punya lapak 1 sampai {application.bazaar.stalls}.")
    try:
        return give_all({number: application}, days)
    except IntegrityError as error:
        rules = [("bazaar", "number", "day_on"), ("application", "day_on")]
        if not any(constraints.is_repeated(error, StallDay, *fields) for fields in rules):
            raise constraints.refuse(error, "Stall-day") from None
        raise ValidationError(f"Lapak {number} sudah ditempati, atau pelamar ini sudah punya lapak hari itu.") from None


@transaction.atomic
def give_all(applications, days):
    """Put applicants at stalls, {number: application}, all of them or none."""
    return StallDay.objects.bulk_create(
        StallDay(bazaar_id=application.bazaar_id, number=number, day_on=day, application=application)
        for number, application in applications.items()
        for day in days
    )


def release(stall_days, *, reason):
    """Take stall-days back, with the reason; returns the number of the stall, None when there was none."""
    standing = stall_days.standing()
    number = standing.values_list("number", flat=True).first()
    standing.update(released_at=now(), release_reason=reason)
    return number


def give_to_reserve(bazaar, number):
    """The first of the reserve list who still waits gets the stall. Returns the application, None when nobody waits.

    Raise `ValidationError` when the stall is taken.
    """
    draw = bazaar.draws.order_by("number").last()
    reserve = draw.results.filter(outcome=DrawResult.Outcome.RESERVE, application__withdrawn_at=None)
    placed = StallDay.objects.standing().filter(bazaar=bazaar)
    first = reserve.exclude(application__in=placed.values("application")).order_by("position").first()
    if first is None:
        return None
    application = StallApplication.objects.select_related("bazaar", "participant__user").get(pk=first.application_id)
    give(application, number, bazaar.days)
    return application
